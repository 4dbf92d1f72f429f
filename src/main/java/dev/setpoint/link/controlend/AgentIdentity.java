package dev.setpoint.link.controlend;

/**
 * Who a connection's certificate says that it is.
 *
 * @param node name of the node
 * @param keyHash SHA-256 of the certificate's public key, in lower-case hexadecimal
 */
public record AgentIdentity(String node, String keyHash) {}
