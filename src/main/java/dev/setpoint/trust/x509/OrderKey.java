package dev.setpoint.trust.x509;

import dev.setpoint.trust.leaf.OwnerFile;
import dev.setpoint.trust.leaf.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Optional;

/**
 * The key under which the controller signs orders: Ed25519, and no part of TLS, so that whoever
 * ends the TLS connection cannot order anything. Agents pin its public half when they join. Prints
 * nothing of itself.
 */
public final class OrderKey {
  private static final String ALGORITHM = "Ed25519";

  private final KeyPair keys;

  private OrderKey(KeyPair keys) {
    this.keys = keys;
  }

  /**
   * The key in a directory, made when there is none.
   *
   * @throws TrustFilesException when the files cannot be used
   */
  public static OrderKey open(Path directory) {
    Path file = directory.resolve("order.key");
    try {
      OwnerFile.directory(directory);
      Optional<String> text = OwnerFile.read(file);
      if (text.isEmpty()) {
        KeyPair fresh = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        OwnerFile.write(file, Pem.base64(fresh.getPublic()) + "\n" + Pem.of(fresh.getPrivate()));
        return new OrderKey(fresh);
      }
      int second = text.get().indexOf('\n') + 1;
      var keys =
          new KeyPair(
              Pem.publicKey(text.get().substring(0, second).strip(), ALGORITHM),
              Pem.privateKey(text.get().substring(second), ALGORITHM));
      requireBelongTogether(keys);
      return new OrderKey(keys);
    } catch (IOException | GeneralSecurityException e) {
      throw new TrustFilesException(
          file
              + " cannot be used: "
              + e.getMessage()
              + ": put back its copy; when it is removed a new key is made, and every node joins"
              + " anew",
          e);
    }
  }

  private static void requireBelongTogether(KeyPair keys) throws GeneralSecurityException {
    byte[] text = "own".getBytes(StandardCharsets.US_ASCII);
    var signature = Signature.getInstance(ALGORITHM);
    signature.initSign(keys.getPrivate());
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(keys.getPublic());
    signature.update(text);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("the two halves do not belong together");
    }
  }

  /** Signs orders. */
  public PrivateKey privateKey() {
    return keys.getPrivate();
  }

  /** Checks them; every agent has it. */
  public PublicKey publicKey() {
    return keys.getPublic();
  }

  @Override
  public String toString() {
    return "(key that signs orders)";
  }
}
