package dev.setpoint.link.listen;

import dev.setpoint.link.controlend.AgentIdentity;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection whose handshake is done.
 *
 * @param agent whom its certificate speaks for, or null
 * @param chain its certificate first; empty without one
 */
record PortConnection(@Nullable AgentIdentity agent, List<X509Certificate> chain, String address) {
  static PortConnection of(Channel channel, SslHandler tls, Certificates certificates) {
    var chain = chain(tls);
    var agent = chain.isEmpty() ? null : certificates.identify(chain).orElse(null);
    return new PortConnection(agent, chain, address(channel));
  }

  private static List<X509Certificate> chain(SslHandler tls) {
    Certificate[] chain;
    try {
      chain = tls.engine().getSession().getPeerCertificates();
    } catch (SSLPeerUnverifiedException e) {
      return List.of();
    }
    return Arrays.stream(chain)
        .filter(X509Certificate.class::isInstance)
        .map(X509Certificate.class::cast)
        .toList();
  }

  private static String address(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress inet
        ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
        : "unknown";
  }
}
