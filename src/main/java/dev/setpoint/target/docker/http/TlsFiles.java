package dev.setpoint.target.docker.http;

import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.wire.PemFiles;
import dev.setpoint.target.wire.PlainText;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The files that the docker command proves itself with: {@code ca.pem} is the only authority that
 * is trusted, {@code cert.pem} and {@code key.pem} are ours.
 *
 * @param context makes connections with them
 * @param trust who is trusted
 */
record TlsFiles(SSLContext context, X509TrustManager trust) {
  /**
   * Reads the three files of a directory.
   *
   * @throws EngineException when one is missing or is not what it should be
   */
  static TlsFiles read(Path directory) {
    try {
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(authorities(PemFiles.certificates(directory.resolve("ca.pem"))));
      var trust = (X509TrustManager) trusted.getTrustManagers()[0];
      var context = SSLContext.getInstance("TLS");
      context.init(
          PemFiles.identity(directory.resolve("cert.pem"), directory.resolve("key.pem")),
          new X509TrustManager[] {trust},
          null);
      return new TlsFiles(context, trust);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new EngineException(
          EngineException.Kind.UNREACHABLE,
          0,
          "ca.pem, cert.pem and key.pem of %s cannot be used for TLS (%s)"
              .formatted(directory, PlainText.line(String.valueOf(e.getMessage()), 200)),
          e);
    }
  }

  private static KeyStore authorities(Collection<? extends Certificate> certificates)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, new char[0]);
    int n = 0;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("ca" + n++, certificate);
    }
    return store;
  }
}
