package dev.setpoint.store;

import dev.setpoint.reconcile.field.Hider;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Who this installation is, and the secrets it keeps for itself; all made at the first start.
 * Prints nothing but the owner.
 */
public final class Installation {
  private static final int OWNER_BYTES = 16;
  private static final int KEY_BYTES = 32;
  private static final int TOKEN_BYTES = 32;

  private final String owner;
  private final Hider hider;
  private final String apiToken;

  private Installation(String owner, Hider hider, String apiToken) {
    this.owner = owner;
    this.hider = hider;
    this.apiToken = apiToken;
  }

  /** What the database knows: whose it is, and the digest of the key to notice another one. */
  private record Stored(String owner, String keyCheck) {}

  /**
   * Reads the installation of a store, or makes what is missing.
   *
   * @throws StoreRefusedException when the key is gone or is another one: every secret would then
   *     look changed, and every container with one be replaced
   */
  public static Installation of(SqliteStore store, SecureRandom random) {
    DataDirectory directory = store.directory();
    Optional<Stored> known = stored(store);
    Optional<byte[]> file = SecretFile.read(directory.hiderKey());
    boolean wanted = file.isPresent() && file.get().length == 0;
    if (known.isPresent() && !wanted) {
      checkKey(directory, known.get(), file);
    }
    byte[] key =
        file.filter(bytes -> bytes.length > 0)
            .orElseGet(() -> SecretFile.write(directory.hiderKey(), bytes(random, KEY_BYTES)));
    if (key.length != KEY_BYTES) {
      throw wrongKey(directory, "is damaged");
    }
    String owner =
        known
            .map(Stored::owner)
            .orElseGet(() -> HexFormat.of().formatHex(bytes(random, OWNER_BYTES)));
    if (known.isEmpty() || wanted) {
      remember(store, new Stored(owner, digest(key)));
    }
    return new Installation(owner, new Hider(key), token(directory, random));
  }

  /** Id of this installation: 32 hexadecimal digits, the same as long as the database lives. */
  public String owner() {
    return owner;
  }

  /** Digests secrets under this installation's key. */
  public Hider hider() {
    return hider;
  }

  /** What a client of the API must show; never print it. */
  public String apiToken() {
    return apiToken;
  }

  @Override
  public String toString() {
    return "installation " + owner;
  }

  private static Optional<Stored> stored(SqliteStore store) {
    return store
        .readers()
        .read(session ->
            session.first(
                "SELECT owner, key_check FROM installation",
                row -> new Stored(row.getString(1), row.getString(2))));
  }

  private static void remember(SqliteStore store, Stored stored) {
    store
        .writer()
        .write(session ->
            session.update(
                "INSERT OR REPLACE INTO installation (one, owner, key_check) VALUES (1, ?, ?)",
                stored.owner(),
                stored.keyCheck()));
  }

  private static void checkKey(DataDirectory directory, Stored known, Optional<byte[]> file) {
    byte[] key = file.orElseThrow(() -> wrongKey(directory, "is missing"));
    if (!digest(key).equals(known.keyCheck())) {
      throw wrongKey(directory, "is not the key of this database");
    }
  }

  private static StoreRefusedException wrongKey(DataDirectory directory, String what) {
    return new StoreRefusedException(
        directory.hiderKey()
            + " "
            + what
            + ": put back its copy. To have a new key made instead, empty the file"
            + " (: > "
            + directory.hiderKey()
            + "); every container with a secret is then replaced once");
  }

  private static String token(DataDirectory directory, SecureRandom random) {
    byte[] token =
        SecretFile.read(directory.apiToken())
            .filter(bytes -> bytes.length > 0)
            .orElseGet(() -> SecretFile.write(directory.apiToken(), newToken(random)));
    return new String(token, StandardCharsets.US_ASCII).strip();
  }

  private static byte[] newToken(SecureRandom random) {
    return Base64.getUrlEncoder().withoutPadding().encode(bytes(random, TOKEN_BYTES));
  }

  private static byte[] bytes(SecureRandom random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String digest(byte[] key) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
