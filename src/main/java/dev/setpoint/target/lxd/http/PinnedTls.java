package dev.setpoint.target.lxd.http;

import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.api.ServerAddress;
import dev.setpoint.target.wire.PemFiles;
import dev.setpoint.target.wire.PlainText;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * TLS with one server: its certificate is the pinned one, whatever name, issuer or dates are in it,
 * and ours is how it knows us.
 *
 * @param context makes connections
 * @param trust the pin
 * @param fingerprint SHA-256 of our certificate, as the server names us
 */
record PinnedTls(SSLContext context, X509TrustManager trust, String fingerprint) {
  private static final int MESSAGE_CHARS = 200;

  /**
   * Reads our files.
   *
   * @throws LxdException when one is missing or is not what it should be
   */
  static PinnedTls read(ServerAddress.Https address) {
    try {
      var trust = new Pin(normal(address.pin()));
      var context = SSLContext.getInstance("TLSv1.3");
      context.init(
          PemFiles.identity(address.certificate(), address.key()),
          new X509TrustManager[] {trust},
          null);
      Certificate ours = PemFiles.certificates(address.certificate()).iterator().next();
      return new PinnedTls(context, trust, fingerprint(ours));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new LxdException(
          LxdException.Kind.UNREACHABLE,
          "",
          0,
          "%s and %s cannot be used as client certificate and key (%s)"
              .formatted(
                  address.certificate(),
                  address.key(),
                  PlainText.line(String.valueOf(e.getMessage()), MESSAGE_CHARS)),
          e);
    }
  }

  /** A fingerprint without colons, in small letters. */
  static String normal(String fingerprint) {
    return fingerprint.replace(":", "").strip().toLowerCase(Locale.ROOT);
  }

  private static String fingerprint(Certificate certificate) throws CertificateEncodingException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Being an extended one, it alone decides: nothing else of the certificate is looked at. */
  private static final class Pin extends X509ExtendedTrustManager {
    private final String pinned;

    Pin(String pinned) {
      this.pinned = pinned;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
      String shown = fingerprint(chain[0]);
      if (!shown.equals(pinned)) {
        throw new CertificateException(
            "it shows the certificate %s, not the pinned one".formatted(shown));
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("nobody is let in here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw new CertificateException("nobody is let in here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("nobody is let in here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
