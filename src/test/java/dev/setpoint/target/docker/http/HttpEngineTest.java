package dev.setpoint.target.docker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.setpoint.target.docker.api.EngineAddress;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.api.EngineLimits;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that end otherwise than with an answer. */
class HttpEngineTest {
  @Test
  void interruptedCallEndsAsAFailedOne(@TempDir Path folder) throws IOException {
    Path socket = folder.resolve("engine.sock");
    try (var silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        var engine = new HttpEngine(new EngineAddress.Unix(socket), EngineLimits.standard())) {
      silent.bind(UnixDomainSocketAddress.of(socket));

      Thread.currentThread().interrupt();

      assertThatThrownBy(engine::info).isInstanceOf(EngineException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
