package dev.setpoint.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A real git server over http: every request goes to {@code git http-backend}. */
final class GitHttpServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Path root;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour = GitHttpServer::passOn;

  GitHttpServer(Path root) throws IOException {
    this(root, HttpServer.create(loopback(), 0));
  }

  GitHttpServer(Path root, SSLContext tls) throws IOException {
    this(root, secure(tls));
  }

  private GitHttpServer(Path root, HttpServer server) {
    this.root = root;
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** What the server does with a request instead of serving it. */
  interface Behaviour {
    void answer(GitHttpServer server, HttpExchange exchange) throws IOException;
  }

  private static HttpServer secure(SSLContext tls) throws IOException {
    HttpsServer server = HttpsServer.create(loopback(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return server;
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  void behave(Behaviour wanted) {
    behaviour = wanted;
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url(String repository) {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return scheme + "://127.0.0.1:" + port() + "/" + repository;
  }

  List<String> requests() {
    return requests;
  }

  List<String> authorizations() {
    return authorizations;
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
        .ifPresent(authorizations::add);
    try (exchange) {
      behaviour.answer(this, exchange);
    }
  }

  static Behaviour status(int status) {
    return (_, exchange) -> send(exchange, status, new byte[0]);
  }

  static Behaviour redirect(String location) {
    return (_, exchange) -> {
      exchange.getResponseHeaders().set("Location", location);
      send(exchange, 302, new byte[0]);
    };
  }

  static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /** What git itself answers to this request. */
  static byte[] answerOfGit(GitHttpServer server, HttpExchange exchange) throws IOException {
    Process process = server.backend(exchange);
    try (OutputStream in = process.getOutputStream()) {
      exchange.getRequestBody().transferTo(in);
    }
    try (InputStream out = process.getInputStream()) {
      return out.readAllBytes();
    }
  }

  static void passOn(GitHttpServer server, HttpExchange exchange) throws IOException {
    passOn(exchange, answerOfGit(server, exchange));
  }

  /** Answers with what git wrote, or a part of it. */
  static void passOn(HttpExchange exchange, byte[] answer) throws IOException {
    int end = headerEnd(answer);
    int status = 200;
    for (String line : new String(answer, 0, end, StandardCharsets.UTF_8).split("\r\n")) {
      int colon = line.indexOf(": ");
      if (line.startsWith("Status: ")) {
        status = Integer.parseInt(line.substring(8, 11));
      } else if (colon > 0) {
        exchange.getResponseHeaders().set(line.substring(0, colon), line.substring(colon + 2));
      }
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(answer, end + 4, answer.length - end - 4);
    send(exchange, status, body.toByteArray());
  }

  static int headerEnd(byte[] answer) {
    int end = 0;
    while (!new String(answer, end, 4, StandardCharsets.ISO_8859_1).equals("\r\n\r\n")) {
      end++;
    }
    return end;
  }

  private Process backend(HttpExchange exchange) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
    var environment = builder.environment();
    environment.put("GIT_PROJECT_ROOT", root.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("PATH_INFO", exchange.getRequestURI().getPath());
    environment.put("QUERY_STRING", orEmpty(exchange.getRequestURI().getQuery()));
    environment.put("REQUEST_METHOD", exchange.getRequestMethod());
    environment.put("CONTENT_TYPE", header(exchange, "Content-Type"));
    environment.put("GIT_PROTOCOL", header(exchange, "Git-Protocol"));
    environment.put("HTTP_CONTENT_ENCODING", header(exchange, "Content-Encoding"));
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static String header(HttpExchange exchange, String name) {
    return orEmpty(exchange.getRequestHeaders().getFirst(name));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
