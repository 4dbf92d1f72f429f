package dev.setpoint.target.docker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.setpoint.target.docker.api.EngineAddress;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.api.EngineLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine behind TLS that asks for a certificate, as {@code dockerd --tlsverify} does. */
class TlsTest {
  private static final Path FILES = Path.of("src/test/resources/tls");
  private static final String VERSION =
      "{\"Version\":\"20.10.24\",\"ApiVersion\":\"1.41\",\"MinAPIVersion\":\"1.12\"}";

  private HttpsServer server;

  @BeforeEach
  void start() throws IOException {
    var context = TlsFiles.read(FILES.resolve("ours")).context();
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = context.getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    server.createContext(
        "/version",
        exchange -> {
          byte[] body = VERSION.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private HttpEngine engine(Path files) {
    var address =
        EngineAddress.parse(
            "tcp://127.0.0.1:" + server.getAddress().getPort(),
            Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", files.toString()));
    return new HttpEngine(address, EngineLimits.standard());
  }

  @Test
  void asksWithItsCertificateAndTrustsOnlyTheAuthorityOfItsFiles() {
    try (var engine = engine(FILES.resolve("ours"))) {
      assertThat(engine.info().api()).hasToString("1.41");
    }
    try (var stranger = engine(FILES.resolve("other"))) {
      assertThatThrownBy(stranger::info).isInstanceOf(EngineException.class);
    }
  }

  @Test
  void plainCallsDoNotReachIt() {
    var address = EngineAddress.parse("tcp://127.0.0.1:" + server.getAddress().getPort(), Map.of());
    try (var engine = new HttpEngine(address, EngineLimits.standard())) {
      assertThatThrownBy(engine::info).isInstanceOf(EngineException.class);
    }
  }

  @Test
  void missingFilesAreNamed(@TempDir Path empty) {
    assertThatThrownBy(() -> engine(empty))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("ca.pem")
        .hasMessageContaining(empty.toString());
  }

  @Test
  void portsAreTheDockerCommandsOwn() {
    var tls = Map.of("DOCKER_TLS_VERIFY", "1", "HOME", "/home/ann");
    assertThat(EngineAddress.parse("tcp://engine", tls))
        .isEqualTo(new EngineAddress.Tcp("engine", 2376, Path.of("/home/ann/.docker")));
    assertThat(EngineAddress.parse("tcp://engine", Map.of("DOCKER_TLS_VERIFY", "")))
        .isEqualTo(new EngineAddress.Tcp("engine", 2375, null));
  }
}
