package dev.setpoint.source;

import static dev.setpoint.source.SourceFixture.advanced;
import static dev.setpoint.source.SourceFixture.failed;
import static dev.setpoint.source.SourceFixture.held;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Following over http: git's own backend behind a server that can also misbehave. */
@Tag("process")
class HttpSourceTest {
  private static final SourceLimits PATIENT =
      limits(Duration.ofSeconds(15), Duration.ofSeconds(30));
  private static final SourceLimits QUICK = limits(Duration.ofSeconds(2), Duration.ofSeconds(3));

  @TempDir Path directory;
  private RemoteFixture remote;
  private GitHttpServer server;
  private GitSource source;
  private ObjectId good;

  @BeforeEach
  void start() throws IOException {
    remote = new RemoteFixture(directory.resolve("fleet.git"));
    good = remote.push(remote.commitFiles("Good", Map.of("a.yaml", "a: 1\n")));
    server = new GitHttpServer(directory);
    source = sourceOf(server.url("fleet.git"), SourceCredentials.none());
  }

  @AfterEach
  void stop() {
    source.close();
    server.close();
  }

  private static SourceLimits limits(Duration idle, Duration total) {
    return new SourceLimits(5_000_000, 1_000_000, 1000, 100, 100, 8, 1_000_000, idle, total);
  }

  private GitSource sourceOf(String url, SourceCredentials credentials) {
    return sourceOf(url, credentials, PATIENT);
  }

  private GitSource sourceOf(String url, SourceCredentials credentials, SourceLimits limits) {
    return SourceFixture.source(
        SourceFixture.settings(url, "", "", limits, credentials), directory.resolve("store"));
  }

  private void hurry() {
    source.close();
    source = sourceOf(server.url("fleet.git"), SourceCredentials.none(), QUICK);
  }

  private void follow(String url, SourceCredentials credentials) {
    source.close();
    source = sourceOf(url, credentials);
  }

  private void acceptGood() throws InterruptedException {
    source.accept(advanced(source.poll()).revision());
  }

  @Test
  void fetchesOnceAndThenOnlyAsks() throws InterruptedException {
    acceptGood();
    int before = server.requests().size();
    assertThat(source.poll()).isInstanceOf(SourceResult.Unchanged.class);
    assertThat(server.requests().subList(before, server.requests().size()))
        .allMatch(r -> r.contains("info/refs") || r.startsWith("POST"))
        .hasSizeLessThanOrEqualTo(2);

    remote.push(remote.commitFiles("Next", Map.of("a.yaml", "a: 2\n"), good));
    assertThat(advanced(source.poll()).revision().subject()).isEqualTo("Next");
  }

  @Test
  void sendsTheTokenReadAfreshAndShowsItNowhere() throws IOException, InterruptedException {
    server.behave((s, exchange) -> {
      String wanted = "Basic " + base64("robot:hunter2");
      if (wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        GitHttpServer.passOn(s, exchange);
      } else {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"hunter1\"");
        GitHttpServer.send(exchange, 401, new byte[0]);
      }
    });
    Path token = directory.resolve("token");
    failed(source.poll(), SourceFailure.UNAUTHORIZED);
    follow(server.url("fleet.git"), new SourceCredentials.UserToken("robot", token));
    assertThat(failed(source.poll(), SourceFailure.CREDENTIALS_UNREADABLE).message())
        .contains(token.toString());
    Files.writeString(token, "\n");
    failed(source.poll(), SourceFailure.CREDENTIALS_UNREADABLE);
    Files.writeString(token, "hunter1\n");
    assertThat(failed(source.poll(), SourceFailure.UNAUTHORIZED).message())
        .doesNotContain("hunter");
    Files.writeString(token, "hunter2\nignored\n");
    acceptGood();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "401, UNAUTHORIZED",
    "403, FORBIDDEN",
    "404, NOT_FOUND",
    "410, NOT_FOUND",
    "429, SERVER_ERROR",
    "500, SERVER_ERROR",
    "503, SERVER_ERROR"
  })
  void namesWhatTheServerAnswersAndKeepsTheLastGoodRevision(int status, SourceFailure reason)
      throws InterruptedException {
    acceptGood();
    server.behave(GitHttpServer.status(status));

    SourceResult.Failed failed = failed(source.poll(), reason);

    assertThat(failed.message()).contains("(HTTP " + status + ")");
    assertThat(source.lastAccepted().map(t -> t.revision().id())).contains(good.name());
    server.behave(GitHttpServer::passOn);
    assertThat(source.poll()).isInstanceOf(SourceResult.Unchanged.class);
  }

  @ParameterizedTest
  @CsvSource({"120, 120", "'Fri, 20 Nov 2026 12:10:00 GMT', 600", "soon, 30", "999999, 3600"})
  void waitsAsLongAsTheServerAsks(String header, long seconds) throws InterruptedException {
    server.behave((_, exchange) -> {
      exchange.getResponseHeaders().set("Retry-After", header);
      GitHttpServer.send(exchange, 503, new byte[0]);
    });

    assertThat(failed(source.poll(), SourceFailure.SERVER_ERROR).retryAfter()).hasSeconds(seconds);
    assertThat(source.nextDelay().toMillis()).isGreaterThanOrEqualTo(seconds * 800);
  }

  @Test
  void followsARedirectWithinTheHost() throws InterruptedException {
    server.behave((s, exchange) -> {
      String path = exchange.getRequestURI().toString();
      if (path.startsWith("/old.git")) {
        GitHttpServer.redirect(s.url(path.replace("/old.git", "fleet.git"))).answer(s, exchange);
      } else {
        GitHttpServer.passOn(s, exchange);
      }
    });
    follow(server.url("old.git"), SourceCredentials.none());

    advanced(source.poll());
  }

  @Test
  void neverFollowsARedirectToAnotherHostOrPort() throws IOException, InterruptedException {
    Path token = Files.writeString(directory.resolve("token"), "hunter2");
    try (GitHttpServer other = new GitHttpServer(directory)) {
      for (String away :
          new String[] {
            other.url("fleet.git/info/refs?service=git-upload-pack"),
            "http://localhost:" + server.port() + "/fleet.git/info/refs?service=git-upload-pack",
            "http://169.254.169.254/info/refs?service=git-upload-pack"
          }) {
        server.behave(GitHttpServer.redirect(away));
        follow(server.url("fleet.git"), new SourceCredentials.UserToken("robot", token));
        assertThat(held(source.poll(), SourceFailure.REDIRECT_REFUSED).message())
            .doesNotContain("hunter2");
      }
      assertThat(other.requests()).isEmpty();
      assertThat(source.nextDelay()).isGreaterThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void endsEndlessRedirects() throws InterruptedException {
    server.behave((s, exchange) ->
        GitHttpServer.redirect(s.url("x" + exchange.getRequestURI().toString().substring(1)))
            .answer(s, exchange));

    held(source.poll(), SourceFailure.REDIRECT_REFUSED);
    assertThat(server.requests()).hasSizeLessThan(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 40, 200})
  void keepsNothingOfAPackThatIsCutShort(int cut) throws InterruptedException, IOException {
    acceptGood();
    remote.push(
        remote.commitFiles("Next", Map.of("a.yaml", "a: 2\n", "b", "b".repeat(2000)), good));
    server.behave((s, exchange) -> cutPack(s, exchange, cut));

    failed(source.poll(), SourceFailure.TRANSFER_BROKEN);

    server.behave(GitHttpServer::passOn);
    assertThat(advanced(source.poll()).revision().subject()).isEqualTo("Next");
    try (var left = Files.walk(directory.resolve("store/store.git/objects"))) {
      assertThat(left).noneMatch(f -> f.getFileName().toString().startsWith("incoming"));
    }
  }

  private static void cutPack(GitHttpServer server, HttpExchange exchange, int cut)
      throws IOException {
    byte[] answer = GitHttpServer.answerOfGit(server, exchange);
    int pack = new String(answer, StandardCharsets.ISO_8859_1).indexOf("PACK");
    int end = pack < 0 ? answer.length : pack + cut;
    GitHttpServer.passOn(exchange, Arrays.copyOf(answer, end));
  }

  @Test
  void endsASlowServerByTheTotalTime() throws InterruptedException {
    hurry();
    CountDownLatch over = new CountDownLatch(1);
    server.behave((_, exchange) -> {
      exchange
          .getResponseHeaders()
          .set("Content-Type", "application/x-git-upload-pack-advertisement");
      exchange.sendResponseHeaders(200, 0);
      OutputStream body = exchange.getResponseBody();
      for (byte b :
          "001e# service=git-upload-pack\n0000000eversion 2\n"
              .getBytes(StandardCharsets.US_ASCII)) {
        body.write(b);
        body.flush();
        if (pause(over)) {
          return;
        }
      }
    });
    long start = System.nanoTime();

    assertThat(failed(source.poll(), SourceFailure.TIMEOUT).message()).contains("3.0 s in all");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    over.countDown();
  }

  private static boolean pause(CountDownLatch over) {
    try {
      return over.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Test
  void endsASilentServerByTheIdleTime() throws InterruptedException {
    hurry();
    CountDownLatch over = new CountDownLatch(1);
    server.behave((_, _) -> {
      boolean ended = false;
      while (!ended) {
        ended = pause(over);
      }
    });

    failed(source.poll(), SourceFailure.TIMEOUT);
    over.countDown();
  }

  @Test
  void endsAnEndlessAnswerByTheByteLimit() throws InterruptedException {
    server.behave((_, exchange) -> {
      exchange
          .getResponseHeaders()
          .set("Content-Type", "application/x-git-upload-pack-advertisement");
      exchange.sendResponseHeaders(200, 0);
      OutputStream body = exchange.getResponseBody();
      String id = "1".repeat(40);
      body.write("001e# service=git-upload-pack\n0000".getBytes(StandardCharsets.US_ASCII));
      body.write(packet(id + " refs/heads/main\0symref=HEAD:refs/heads/main\n"));
      for (int i = 0; i < 1_000; i++) {
        body.write(packet(id + " refs/heads/b" + i + "x".repeat(50_000) + "\n"));
      }
    });

    held(source.poll(), SourceFailure.FETCH_TOO_LARGE);
  }

  private static byte[] packet(String line) {
    return String.format("%04x%s", line.length() + 4, line).getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void refusesWhatDoesNotSpeakSmartGit() throws InterruptedException {
    server.behave((_, exchange) -> {
      exchange.getResponseHeaders().set("Content-Type", "text/plain");
      String line = "1".repeat(40) + "\trefs/heads/main\n";
      GitHttpServer.send(exchange, 200, line.getBytes(StandardCharsets.US_ASCII));
    });

    failed(source.poll(), SourceFailure.NOT_GIT);
  }

  @Test
  void namesAHostThatIsNotThereAndAPortThatIsClosed() throws IOException, InterruptedException {
    follow("http://no-such-host.invalid/fleet.git", SourceCredentials.none());
    failed(source.poll(), SourceFailure.HOST_UNKNOWN);
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    follow("http://127.0.0.1:" + closed + "/fleet.git", SourceCredentials.none());
    failed(source.poll(), SourceFailure.UNREACHABLE);
  }

  @Test
  void refusesACertificateThatNobodyTrusts()
      throws IOException, InterruptedException, GeneralSecurityException {
    try (GitHttpServer tls = new GitHttpServer(directory, selfSigned())) {
      follow(tls.url("fleet.git"), SourceCredentials.none());

      failed(source.poll(), SourceFailure.TLS_REFUSED);
      assertThat(tls.requests()).isEmpty();
    }
  }

  private SSLContext selfSigned()
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = directory.resolve("tls.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String password = "changeit";
    Process made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "git",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-storepass",
                password,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(made.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), password.toCharArray());
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
