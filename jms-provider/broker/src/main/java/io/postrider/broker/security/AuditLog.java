package io.postrider.broker.security;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down who did what, from where, with what outcome, by the logger {@code io.postrider.audit}: a line each, never with
 * a password, and with nothing of a stranger's that could look like another line.
 */
public final class AuditLog {
    private static final int MAX_TEXT = 256;

    private final String brokerName;
    private final Logger log;

    /** Of a broker. */
    public AuditLog(String brokerName) {
        this(brokerName, LoggerFactory.getLogger("io.postrider.audit"));
    }

    AuditLog(String brokerName, Logger log) {
        this.brokerName = brokerName;
        this.log = log;
    }

    void loggedIn(Credentials who, User as) {
        log.info("PR001701 broker {}: {} logs in with roles {}: accepted", brokerName, text(who), as.roles());
    }

    /** Nobody has proved who he is: a line for each would say little, and pools log in often. */
    void letIn(Credentials who, User as) {
        log.debug("PR001701 broker {}: {} logs in with roles {}: accepted", brokerName, text(who), as.roles());
    }

    void refused(Credentials who, String why) {
        log.warn("PR001702 broker {}: {} logs in: refused, {}", brokerName, text(who), why);
    }

    void denied(Credentials who, String what) {
        log.warn("PR001703 broker {}: {} wants to {}: refused", brokerName, text(who), printable(what));
    }

    void changed(Credentials who, User now) {
        log.info("PR001705 broker {}: {} has the roles {} by now", brokerName, text(who), now.roles());
    }

    void dismissed(Credentials who, String why) {
        log.warn("PR001706 broker {}: {} is disconnected: {}", brokerName, text(who), printable(why));
    }

    void managed(Credentials who, String what, String outcome) {
        log.info("PR001704 broker {}: {} manages: {}: {}", brokerName, text(who), printable(what), printable(outcome));
    }

    private static String text(Credentials who) {
        return printable(who.toString());
    }

    /** A text on one line, of bounded length, without control characters. */
    static String printable(String text) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), MAX_TEXT));
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (i == MAX_TEXT) {
                return safe.append("...").toString();
            }
            safe.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '?' : c);
        }
        return safe.toString();
    }
}
