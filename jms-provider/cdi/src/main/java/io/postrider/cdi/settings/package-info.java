/** Where the extension's settings come from. */
package io.postrider.cdi.settings;
