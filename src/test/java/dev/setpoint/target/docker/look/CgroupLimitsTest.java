package dev.setpoint.target.docker.look;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel says about limits wins over an inspect that does not follow changes. */
class CgroupLimitsTest {
  @TempDir private Path root;

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private JsonNode look(long pid) throws JsonProcessingException {
    var inspect =
        new ObjectMapper()
            .readTree(
                "{\"State\":{\"Pid\":%d},\"HostConfig\":{\"Memory\":67108864,\"PidsLimit\":9}}"
                    .formatted(pid));
    return new CgroupLimits(root.resolve("proc"), root.resolve("groups"))
        .into(inspect)
        .path("HostConfig");
  }

  @Test
  void readsVersionOne() throws IOException {
    write("proc/7/cgroup", "4:memory:/pod/a\n8:pids:/pod/a\n0::/pod/a\n");
    write("groups/memory/pod/a/memory.limit_in_bytes", "33554432\n");
    write("groups/pids/pod/a/pids.max", "max\n");
    assertThat(look(7).path("Memory").asLong()).isEqualTo(33554432);
    assertThat(look(7).path("PidsLimit").asLong()).isZero();
  }

  @Test
  void readsVersionTwo() throws IOException {
    write("proc/7/cgroup", "0::/pod/a\n");
    write("groups/pod/a/memory.max", "33554432\n");
    write("groups/pod/a/pids.max", "12\n");
    assertThat(look(7).path("Memory").asLong()).isEqualTo(33554432);
    assertThat(look(7).path("PidsLimit").asLong()).isEqualTo(12);
  }

  @Test
  void takesTheLargestNumberForNoLimit() throws IOException {
    write("proc/7/cgroup", "4:memory:/pod/a\n");
    write("groups/memory/pod/a/memory.limit_in_bytes", "9223372036854771712\n");
    assertThat(look(7).path("Memory").asLong()).isZero();
  }

  @Test
  void leavesWhatTheEngineSaysWhereTheKernelSaysNothing() throws IOException {
    write("proc/8/cgroup", "not a line of groups\n");
    assertThat(look(7).path("Memory").asLong()).isEqualTo(67108864);
    assertThat(look(8).path("Memory").asLong()).isEqualTo(67108864);
    assertThat(look(0).path("Memory").asLong()).isEqualTo(67108864);
  }
}
