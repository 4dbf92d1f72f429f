package dev.setpoint.trust.leaf;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Locale;

/** Certificates and keys as text. One value has one text, so that a text has one digest. */
public final class Pem {
  /** The first line of a certificate. */
  public static final String CERTIFICATE_BEGINS = "-----BEGIN CERTIFICATE-----\n";

  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String PRIVATE_KEY = "PRIVATE KEY";
  private static final int COLUMNS = 64;

  private Pem() {}

  /** A certificate in PEM, lines of 64 characters. */
  public static String of(X509Certificate certificate) {
    try {
      return text(CERTIFICATE, certificate.getEncoded());
    } catch (CertificateException e) {
      throw new IllegalArgumentException("a certificate without an encoding", e);
    }
  }

  /** A private key in PEM (PKCS #8); keep it where only its owner reads. */
  public static String of(PrivateKey key) {
    return text(PRIVATE_KEY, key.getEncoded());
  }

  /**
   * The one certificate in a text.
   *
   * @throws GeneralSecurityException when it holds something else
   */
  public static X509Certificate certificate(String pem) throws GeneralSecurityException {
    var in = new ByteArrayInputStream(bytes(CERTIFICATE, pem));
    return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
  }

  /**
   * The one private key in a text.
   *
   * @param algorithm {@code EC} or {@code Ed25519}
   */
  public static PrivateKey privateKey(String pem, String algorithm)
      throws GeneralSecurityException {
    var spec = new PKCS8EncodedKeySpec(bytes(PRIVATE_KEY, pem));
    return KeyFactory.getInstance(algorithm).generatePrivate(spec);
  }

  /** A public key of its encoding in base64 (SubjectPublicKeyInfo). */
  public static PublicKey publicKey(String base64, String algorithm)
      throws GeneralSecurityException {
    var spec = new X509EncodedKeySpec(decoded(base64));
    return KeyFactory.getInstance(algorithm).generatePublic(spec);
  }

  /** A public key as base64 on one line. */
  public static String base64(PublicKey key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  private static String text(String what, byte[] encoded) {
    byte[] newline = {'\n'};
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, Base64.getMimeEncoder(COLUMNS, newline).encodeToString(encoded), what);
  }

  private static byte[] bytes(String what, String pem) throws GeneralSecurityException {
    String begin = "-----BEGIN " + what + "-----\n";
    String end = "\n-----END " + what + "-----\n";
    if (!pem.startsWith(begin)
        || !pem.endsWith(end)
        || pem.length() < begin.length() + end.length()) {
      throw new GeneralSecurityException("not one " + what.toLowerCase(Locale.ROOT));
    }
    String body = pem.substring(begin.length(), pem.length() - end.length());
    return decoded(body.replace("\n", ""));
  }

  private static byte[] decoded(String base64) throws GeneralSecurityException {
    try {
      return Base64.getDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("not base64", e);
    }
  }
}
