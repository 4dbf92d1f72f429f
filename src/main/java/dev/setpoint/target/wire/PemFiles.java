package dev.setpoint.target.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** Certificates and private keys in PEM files, as openssl and the servers' own tools write them. */
public final class PemFiles {
  private static final char[] NO_PASSWORD = new char[0];
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN (RSA )?PRIVATE KEY-----([^-]+)-----END");

  /** Version 0 and the algorithm RSA, as they stand before the key in PKCS #8. */
  private static final byte[] RSA_HEAD =
      HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;

  private PemFiles() {}

  /** Our side of a connection: a certificate, what vouches for it, and its private key. */
  public static KeyManager[] identity(Path certificate, Path key)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    Certificate[] chain = certificates(certificate).toArray(Certificate[]::new);
    store.setKeyEntry("ours", key(key), NO_PASSWORD, chain);
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  /** Certificates of a file, in its order. */
  public static Collection<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    Matcher found = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!found.find()) {
      throw new InvalidKeySpecException(
          file.getFileName()
              + " has no plain private key: write it with 'openssl pkcs8 -topk8 -nocrypt'");
    }
    byte[] bytes = Base64.getMimeDecoder().decode(found.group(2));
    boolean bare = found.group(1) != null;
    return anyKey(new PKCS8EncodedKeySpec(bare ? wrapped(bytes) : bytes));
  }

  private static PrivateKey anyKey(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
    for (String algorithm : new String[] {"RSA", "EC"}) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException other) {
        // the next algorithm may be it
      }
    }
    return KeyFactory.getInstance("EdDSA").generatePrivate(spec);
  }

  /** openssl's older RSA form in the one that Java reads. */
  private static byte[] wrapped(byte[] rsa) {
    byte[] inner = element(OCTETS, rsa);
    byte[] body = Arrays.copyOf(RSA_HEAD, RSA_HEAD.length + inner.length);
    System.arraycopy(inner, 0, body, RSA_HEAD.length, inner.length);
    return element(SEQUENCE, body);
  }

  private static byte[] element(int tag, byte[] content) {
    var out = new ByteArrayOutputStream();
    out.write(tag);
    out.write(0x82);
    out.write(content.length >> 8);
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }
}
