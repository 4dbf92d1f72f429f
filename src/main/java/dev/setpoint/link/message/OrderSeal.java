package dev.setpoint.link.message;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.function.UnaryOperator;

/**
 * What a signature of an order covers: its purpose, the node, the nonce of the connection that it
 * is sent over, and the header's digest. So it is worth nothing on another node, on a later
 * connection, for another purpose or with another header.
 *
 * @param purpose what the header was signed for
 * @param nonce of the connection, as the agent said
 */
public record OrderSeal(Purpose purpose, String node, String nonce, String headerDigest) {
  private static final String ALGORITHM = "Ed25519";

  /** What a header is signed for. */
  public enum Purpose {
    /** To be put into force. */
    ORDER("setpoint-order-v1"),
    /** To be planned only. */
    PLAN("setpoint-plan-v1");

    private final String word;

    Purpose(String word) {
      this.word = word;
    }
  }

  /** The seal of a header for one connection. */
  public static OrderSeal of(Purpose purpose, String node, String nonce, byte[] header) {
    return new OrderSeal(purpose, node, nonce, Sha256.hex(header));
  }

  /** The bytes that are signed. */
  public byte[] bytes() {
    return String.join("\n", purpose.word, node, nonce, headerDigest)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Signs with a key that never leaves its holder. */
  public byte[] sign(UnaryOperator<byte[]> signer) {
    return signer.apply(bytes());
  }

  /** Whether a signature is this seal's. */
  public boolean isSignedBy(PublicKey key, byte[] signature) {
    try {
      var verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(bytes());
      return verifier.verify(signature);
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key that orders are verified with is no Ed25519 key", e);
    }
  }

  /** A signer that holds this key. */
  public static UnaryOperator<byte[]> signer(PrivateKey key) {
    return bytes -> {
      try {
        var signature = Signature.getInstance(ALGORITHM);
        signature.initSign(key);
        signature.update(bytes);
        return signature.sign();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("an order cannot be signed: " + e.getMessage(), e);
      }
    };
  }
}
