package dev.setpoint.link.dial;

import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The agent's key and whom it believes.
 *
 * @param sockets makes TLS sockets with the agent's key and certificate
 * @param trust believes the installation's authority and nobody else
 */
public record DialTrust(SSLSocketFactory sockets, X509TrustManager trust) {}
