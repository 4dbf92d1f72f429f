package dev.setpoint.source;

import static dev.setpoint.source.SourceFixture.advanced;
import static dev.setpoint.source.SourceFixture.failed;
import static dev.setpoint.source.SourceFixture.held;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Following over ssh: a real server that starts git's own upload-pack. */
@Tag("process")
class SshSourceTest {
  private static final SourceLimits QUICK =
      new SourceLimits(
          5_000_000,
          1_000_000,
          1000,
          100,
          100,
          8,
          1_000_000,
          Duration.ofSeconds(5),
          Duration.ofSeconds(10));

  @TempDir Path directory;
  private RemoteFixture remote;
  private SshServer server;
  private Path keyFile;
  private Path knownHosts;
  private KeyPair userKey;
  private ObjectId good;

  @BeforeEach
  void start() throws IOException, GeneralSecurityException {
    remote = new RemoteFixture(directory.resolve("fleet.git"));
    good = remote.push(remote.commitFiles("Good", Map.of("a.yaml", "a: 1\n")));
    userKey = key();
    keyFile = directory.resolve("id");
    knownHosts = directory.resolve("known_hosts");
    writeKey(userKey);
    startServer(key(), 0);
  }

  @AfterEach
  void stop() throws IOException {
    server.stop(true);
  }

  private static KeyPair key() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private void writeKey(KeyPair key) throws IOException, GeneralSecurityException {
    try (OutputStream out = Files.newOutputStream(keyFile)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, out);
    }
  }

  private void startServer(KeyPair hostKey, int port) throws IOException {
    server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(port);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPublickeyAuthenticator((_, key, _) -> KeyUtils.compareKeys(key, userKey.getPublic()));
    server.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
    server.start();
    if (!Files.exists(knownHosts)) {
      trust(hostKey);
    }
  }

  private void trust(KeyPair hostKey) throws IOException {
    Files.writeString(
        knownHosts,
        "[127.0.0.1]:"
            + server.getPort()
            + " "
            + PublicKeyEntry.toString(hostKey.getPublic())
            + "\n");
  }

  private GitSource open() {
    String url =
        "ssh://git@127.0.0.1:" + server.getPort() + directory.resolve("fleet.git").toAbsolutePath();
    return SourceFixture.source(
        SourceFixture.settings(
            url, "", "", QUICK, new SourceCredentials.SshKey(keyFile, knownHosts)),
        directory.resolve("store"));
  }

  @Test
  void fetchesWithTheKeyFromTheKnownHost() throws InterruptedException {
    try (GitSource source = open()) {
      source.accept(advanced(source.poll()).revision());
      assertThat(source.poll()).isInstanceOf(SourceResult.Unchanged.class);
      remote.push(remote.commitFiles("Next", Map.of("a.yaml", "a: 2\n"), good));
      assertThat(advanced(source.poll()).revision().subject()).isEqualTo("Next");
    }
  }

  @Test
  void holdsWhenTheHostKeyChanged()
      throws IOException, InterruptedException, GeneralSecurityException {
    try (GitSource source = open()) {
      source.accept(advanced(source.poll()).revision());
      int port = server.getPort();
      server.stop(true);
      KeyPair other = key();
      startServer(other, port);

      assertThat(held(source.poll(), SourceFailure.HOST_KEY_CHANGED).message())
          .contains("ecdsa-sha2-nistp256 SHA256:");
      assertThat(source.lastAccepted()).isPresent();

      trust(other);
      assertThat(source.poll()).isInstanceOf(SourceResult.Unchanged.class);
    }
  }

  @Test
  void holdsWhenTheHostIsNotKnownAndLearnsNothing() throws IOException, InterruptedException {
    Files.writeString(knownHosts, "# nobody yet\n");
    try (GitSource source = open()) {
      held(source.poll(), SourceFailure.HOST_KEY_UNKNOWN);
      held(source.poll(), SourceFailure.HOST_KEY_UNKNOWN);
    }
    assertThat(knownHosts).hasContent("# nobody yet\n");
  }

  @Test
  void namesARefusedKeyAndMissingFiles()
      throws IOException, InterruptedException, GeneralSecurityException {
    writeKey(key());
    try (GitSource source = open()) {
      failed(source.poll(), SourceFailure.UNAUTHORIZED);
      Files.delete(keyFile);
      assertThat(failed(source.poll(), SourceFailure.CREDENTIALS_UNREADABLE).message())
          .contains(keyFile.toString());
      writeKey(userKey);
      Files.delete(knownHosts);
      assertThat(failed(source.poll(), SourceFailure.CREDENTIALS_UNREADABLE).message())
          .contains(knownHosts.toString());
    }
  }

  @Test
  void namesARepositoryThatIsNotThere() throws IOException, InterruptedException {
    Files.move(directory.resolve("fleet.git"), directory.resolve("moved.git"));
    try (GitSource source = open()) {
      failed(source.poll(), SourceFailure.NOT_FOUND);
    }
  }

  @Test
  void endsAServerThatNeverSpeaks() throws IOException, InterruptedException {
    server.stop(true);
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      SourceSettings settings =
          SourceFixture.settings(
              "ssh://git@127.0.0.1:" + silent.getLocalPort() + "/fleet.git",
              "",
              "",
              new SourceLimits(
                  1000, 1000, 10, 10, 10, 3, 1000, Duration.ofSeconds(2), Duration.ofSeconds(3)),
              new SourceCredentials.SshKey(keyFile, knownHosts));
      try (GitSource source = SourceFixture.source(settings, directory.resolve("store"))) {
        failed(source.poll(), SourceFailure.TIMEOUT);
      }
    }
  }

  @Test
  void thePushOfAPlainGitFromTheWorkingCopyArrives() throws IOException, InterruptedException {
    Path files = Files.createDirectories(directory.resolve("files"));
    Files.writeString(files.resolve("a.yaml"), "a: 1\n");
    LocalRepository made =
        LocalRepository.create(
            directory.resolve("demo.git"), files, "Start", java.time.InstantSource.system());
    Path work = directory.resolve("work");
    made.cloneTo(work);
    try (GitSource source =
        SourceFixture.source(
            SourceSettings.ofOperator(made.bare().toString()), directory.resolve("demo-store"))) {
      source.accept(advanced(source.poll()).revision());
      Files.writeString(work.resolve("a.yaml"), "a: 2\n");
      git(work, "commit", "-aqm", "Change");
      git(work, "push", "-q");

      var tree = advanced(source.poll());
      assertThat(tree.revision().author()).isEqualTo("Setpoint <setpoint@localhost>");
      assertThat(tree.read(tree.files().getFirst())).asString().isEqualTo("a: 2\n");
    }
  }

  private static void git(Path work, String... arguments) throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of("git", "-C", work.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
