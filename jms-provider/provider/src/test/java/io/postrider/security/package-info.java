/** What attackers try against the whole: objects that run, secrets that leak, logins by the thousand. */
package io.postrider.security;
