package io.postrider.broker.tcp;

/** Whether clients that connect by TLS show a certificate of their own. */
public enum ClientCertificates {
    /** They are not asked for one. */
    IGNORED,
    /** They are asked, and may do without; one that is not trusted is refused. */
    OPTIONAL,
    /** Without a trusted one, nobody connects. */
    REQUIRED
}
