/** What an administrator configures, and how connections are made from it. */
package io.postrider.ra.settings;
