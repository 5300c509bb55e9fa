/** What runs listener methods: read at deployment, started after it, stopped before the application ends. */
package io.postrider.cdi.endpoint;
