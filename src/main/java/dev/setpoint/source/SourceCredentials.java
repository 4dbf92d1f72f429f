package dev.setpoint.source;

import java.nio.file.Path;

/**
 * How to prove to the git server who is asking. Secrets stay in their files: they are read afresh
 * for every connection, so a rotated one is taken up by the next poll, and never held in a value
 * that could be printed.
 */
public sealed interface SourceCredentials {
  /** Nothing to prove: a public or a local repository. */
  static SourceCredentials none() {
    return new None();
  }

  /** No credentials. */
  record None() implements SourceCredentials {}

  /**
   * A user name and a token or password over https.
   *
   * @param user name that the server expects beside a token, often any word
   * @param tokenFile file whose first line is the token
   */
  record UserToken(String user, Path tokenFile) implements SourceCredentials {}

  /**
   * A private key over ssh, and the only host keys that are trusted.
   *
   * @param keyFile private key without passphrase
   * @param knownHostsFile in the format of OpenSSH; a server that is not in it is refused
   */
  record SshKey(Path keyFile, Path knownHostsFile) implements SourceCredentials {}
}
