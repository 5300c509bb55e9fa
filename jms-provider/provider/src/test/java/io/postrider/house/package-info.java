/** The rules of the house that a build can hold: who may import whom, sizes, names, Javadoc. */
package io.postrider.house;
