package dev.setpoint.trust.join;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.setpoint.trust.Access;
import dev.setpoint.trust.Identity;
import dev.setpoint.trust.enrol.JoinAnswer;
import dev.setpoint.trust.enrol.World;
import dev.setpoint.trust.leaf.LeafRules;
import dev.setpoint.trust.leaf.OwnKey;
import dev.setpoint.trust.leaf.PeerTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;

/** The port for agents on the JDK's own server: real TLS, the real table and the real answers. */
final class FleetPort implements AutoCloseable {
  private final HttpsServer server;
  private final World world;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  FleetPort(World world, OwnKey shown, HttpsServer server) throws GeneralSecurityException {
    this.world = world;
    this.server = server;
    var context = SSLContext.getInstance("TLSv1.3");
    var trust = PeerTrust.ofAgents(new LeafRules(world.authority().certificate()), world.time());
    context.init(new KeyManager[] {shown}, new TrustManager[] {trust}, null);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters tls = context.getDefaultSSLParameters();
            tls.setProtocols(new String[] {"TLSv1.3"});
            tls.setWantClientAuth(true);
            parameters.setSSLParameters(tls);
          }
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  /** A server on a free port, not started. */
  static HttpsServer free() throws IOException {
    return HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  /** Requests that came through the handshake. */
  List<String> asked() {
    return asked;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    asked.add(exchange.getRequestMethod() + " " + path);
    List<X509Certificate> chain = chain((HttpsExchange) exchange);
    Identity identity = world.door().identify(chain);
    JoinAnswer answer =
        Access.FLEET
            .find(exchange.getRequestMethod(), path)
            .filter(route -> route.least().admits(identity))
            .map(_ -> answer(path, exchange, chain))
            .orElseGet(() -> JoinAnswer.refusal(404, "NoSuchRoute", "Nothing is here.", "Go."));
    send(exchange, answer);
  }

  private JoinAnswer answer(String path, HttpExchange exchange, List<X509Certificate> chain) {
    try {
      byte[] body = exchange.getRequestBody().readNBytes(20_000);
      return switch (path) {
        case "/join/v1/ca.pem" -> world.door().authority();
        case "/join/v1/install.sh" -> world.door().installScript();
        case "/join/v1/agent.tar.gz" -> world.door().agentArchive();
        case "/join/v1/nonce" -> world.door().nonce();
        case "/join/v1/enrol" -> world.door().enrol(body);
        case "/join/v1/renew" -> world.door().renewLate(body);
        case "/agent/v1/renew" -> world.door().renew(chain);
        default -> throw new IllegalArgumentException(path);
      };
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<X509Certificate> chain(HttpsExchange exchange) {
    try {
      return Arrays.stream(exchange.getSSLSession().getPeerCertificates())
          .map(X509Certificate.class::cast)
          .toList();
    } catch (SSLPeerUnverifiedException e) {
      return List.of();
    }
  }

  private static void send(HttpExchange exchange, JoinAnswer answer) throws IOException {
    byte[] body =
        switch (answer) {
          case JoinAnswer.Text text -> text.body().getBytes(StandardCharsets.UTF_8);
          case JoinAnswer.File file -> Files.readAllBytes(file.file());
        };
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    exchange.sendResponseHeaders(answer.status(), body.length);
    try (var stream = exchange.getResponseBody()) {
      stream.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
