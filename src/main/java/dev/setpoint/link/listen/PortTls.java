package dev.setpoint.link.listen;

import dev.setpoint.trust.leaf.OwnKey;
import dev.setpoint.trust.leaf.PeerTrust;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;
import org.jboss.logging.Logger;

/**
 * What the port shows and whom it trusts. Where the library of BoringSSL can be loaded, handshakes
 * are its work, which takes a tenth of the processor time; elsewhere they are the JDK's. Both speak
 * the same TLS and ask the same trust. Safe for many threads.
 */
public final class PortTls {
  private static final Logger LOG = Logger.getLogger(PortTls.class);
  private static final SslProvider PROVIDER = provider();

  private final SslContext context;

  private PortTls(SslContext context) {
    this.context = context;
  }

  /** TLS 1.3 that asks for a client's certificate and does without one if need be. */
  public static PortTls of(OwnKey key, PeerTrust trust) {
    return of(key, trust, PROVIDER);
  }

  /** The same by the JDK alone, as on a machine for which there is no library. */
  public static PortTls ofJdk(OwnKey key, PeerTrust trust) {
    return of(key, trust, SslProvider.JDK);
  }

  /** Whether handshakes are the library's work on this machine. */
  public static boolean isNative() {
    return PROVIDER != SslProvider.JDK;
  }

  private static PortTls of(OwnKey key, PeerTrust trust, SslProvider provider) {
    var chain = key.chain().toArray(X509Certificate[]::new);
    try {
      return new PortTls(
          SslContextBuilder.forServer(key.privateKey(), chain)
              .sslProvider(provider)
              .protocols("TLSv1.3")
              .clientAuth(ClientAuth.OPTIONAL)
              .trustManager(trust)
              .build());
    } catch (SSLException e) {
      throw new IllegalStateException("TLS cannot be had with this key: " + e.getMessage(), e);
    }
  }

  private static SslProvider provider() {
    if (OpenSsl.isAvailable() && SslProvider.isTlsv13Supported(SslProvider.OPENSSL)) {
      return SslProvider.OPENSSL;
    }
    LOG.infof(
        "Handshakes of agents are done by the JDK, which takes more processor time: %s",
        OpenSsl.unavailabilityCause());
    return SslProvider.JDK;
  }

  SslHandler handler(ByteBufAllocator memory) {
    return context.newHandler(memory);
  }
}
