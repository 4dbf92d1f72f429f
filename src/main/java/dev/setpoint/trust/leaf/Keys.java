package dev.setpoint.trust.leaf;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** Keys of identities: P-256, and what is signed with them to prove that one holds them. */
public final class Keys {
  private static final int P256_BITS = 256;
  private static final String PROOF = "SHA256withECDSA";

  private Keys() {}

  /** A new key for TLS. */
  public static KeyPair make(SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has P-256", impossible);
    }
  }

  /** Whether a key is of the one curve that is used here. */
  public static boolean isP256(PublicKey key) {
    return key instanceof ECPublicKey ec
        && ec.getParams().getOrder().bitLength() == P256_BITS
        && ec.getParams().getCurve().getField().getFieldSize() == P256_BITS;
  }

  /** What is signed to join: nobody can use it with another token, name or key. */
  public static String joining(String tokenId, String node, String publicKey) {
    return "setpoint-enrol\n" + tokenId + "\n" + node + "\n" + publicKey;
  }

  /** What is signed to renew late. */
  public static String renewing(String nonce, String node, String publicKey) {
    return "setpoint-renew\n" + nonce + "\n" + node + "\n" + publicKey;
  }

  /** The signature of a text, in base64. */
  public static String prove(PrivateKey key, String text) {
    try {
      var signature = Signature.getInstance(PROOF);
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a key that signs", e);
    }
  }

  /** Whether somebody who holds the key has signed the text. */
  public static boolean proves(PublicKey key, String text, String base64) {
    try {
      var signature = Signature.getInstance(PROOF);
      signature.initVerify(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.verify(Base64.getDecoder().decode(base64));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
