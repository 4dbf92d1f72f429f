package dev.setpoint.trust.x509;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Writes and signs certificates; decides nothing about who gets one. */
final class Issuer {
  /** Certificates begin a little in the past, for machines whose clock is behind. */
  static final Duration BACKDATED = Duration.ofMinutes(5);

  private static final int SERIAL_BITS = 127;

  private final X500Name name;
  private final PrivateKey key;
  private final PublicKey publicKey;
  private final SecureRandom random;

  Issuer(X500Name name, PrivateKey key, PublicKey publicKey, SecureRandom random) {
    this.name = name;
    this.key = key;
    this.publicKey = publicKey;
    this.random = random;
  }

  /**
   * What a leaf is for.
   *
   * @param commonName its subject
   * @param purpose the one role of its bearer
   * @param names the names that it proves
   */
  record Leaf(String commonName, KeyPurposeId purpose, List<GeneralName> names) {}

  static X500Name named(String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, commonName).build();
  }

  /** The authority's own certificate: it may sign leaves and nothing that signs. */
  static X509Certificate authority(
      X500Name name, KeyPair keys, Instant now, Duration life, SecureRandom random) {
    var issuer = new Issuer(name, keys.getPrivate(), keys.getPublic(), random);
    try {
      var builder = issuer.builder(name, keys.getPublic(), now, now.plus(life));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      return issuer.signed(builder);
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("a certificate cannot be made", e);
    }
  }

  X509Certificate leaf(Leaf leaf, PublicKey subject, Instant now, Instant until) {
    try {
      var builder = builder(named(leaf.commonName()), subject, now, until);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(leaf.purpose()));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(leaf.names().toArray(GeneralName[]::new)));
      return signed(builder);
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("a certificate cannot be made", e);
    }
  }

  private JcaX509v3CertificateBuilder builder(
      X500Name subject, PublicKey key, Instant now, Instant until)
      throws GeneralSecurityException, IOException {
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
            Date.from(now.minus(BACKDATED)),
            Date.from(until),
            subject,
            key);
    var extensions = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        extensions.createAuthorityKeyIdentifier(publicKey));
    return builder;
  }

  private X509Certificate signed(JcaX509v3CertificateBuilder builder)
      throws GeneralSecurityException, OperatorCreationException {
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }
}
