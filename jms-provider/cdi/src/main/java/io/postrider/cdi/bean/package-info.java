/** How the extension's beans are made. */
package io.postrider.cdi.bean;
