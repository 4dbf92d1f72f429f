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
    return over(inspect);
  }

  private JsonNode over(JsonNode inspect) {
    return new CgroupLimits(root.resolve("proc"), root.resolve("groups"))
        .over(inspect)
        .orElse(inspect)
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
  void readsProcessorsAndSwapOfVersionOne() throws IOException {
    write("proc/7/cgroup", "4:memory:/a\n3:cpuset:/a\n1:cpu,cpuacct:/a\n");
    write("groups/memory/a/memory.soft_limit_in_bytes", "16777216");
    write("groups/memory/a/memory.memsw.limit_in_bytes", "134217728");
    write("groups/cpu/a/cpu.cfs_quota_us", "25000");
    write("groups/cpu/a/cpu.cfs_period_us", "100000");
    write("groups/cpu/a/cpu.shares", "128");
    write("groups/cpuset/a/cpuset.cpus", "1");

    assertThat(json(shown("'CpusetCpus':'0'").toString()))
        .isEqualTo(
            json(
                """
                {"CpusetCpus":"1","MemoryReservation":16777216,"MemorySwap":134217728,
                 "NanoCpus":250000000,"CpuQuota":25000,"CpuPeriod":100000,"CpuShares":128}\
                """));
  }

  @Test
  void readsProcessorsAndSwapOfVersionTwo() throws IOException {
    write("proc/7/cgroup", "0::/a\n");
    write("groups/a/memory.max", "67108864");
    write("groups/a/memory.swap.max", "33554432");
    write("groups/a/cpu.max", "50000 100000");
    write("groups/a/cpu.weight", "20");

    assertThat(json(shown("'Memory':67108864").toString()))
        .isEqualTo(
            json(
                """
                {"Memory":67108864,"MemorySwap":100663296,
                 "NanoCpus":500000000,"CpuQuota":50000,"CpuPeriod":100000}\
                """));
  }

  @Test
  void sameLimitsInOtherWordsAreNoChange() throws IOException {
    write("proc/7/cgroup", "4:memory:/a\n3:cpuset:/a\n8:pids:/a\n1:cpu:/a\n");
    write("groups/memory/a/memory.memsw.limit_in_bytes", "9223372036854771712");
    write("groups/pids/a/pids.max", "max");
    write("groups/cpu/a/cpu.cfs_quota_us", "-1");
    write("groups/cpu/a/cpu.cfs_period_us", "100000");
    write("groups/cpu/a/cpu.shares", "1024");
    write("groups/cpuset/a/cpuset.cpus", "0-1");
    String made = "'MemorySwap':-1,'PidsLimit':0,'CpuShares':0,'CpusetCpus':'0,1'";

    assertThat(shown(made)).isEqualTo(json("{" + made + "}"));
    assertThat(shown("'CpusetCpus':''")).isEqualTo(json("{'CpusetCpus':''}"));
  }

  private JsonNode shown(String host) throws JsonProcessingException {
    return over(json("{'State':{'Pid':7},'HostConfig':{" + host + "}}"));
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    // Through text, so that numbers are of one class on both sides.
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  @Test
  void leavesWhatTheEngineSaysWhereTheKernelSaysNothing() throws IOException {
    write("proc/8/cgroup", "not a line of groups\n");
    assertThat(look(7).path("Memory").asLong()).isEqualTo(67108864);
    assertThat(look(8).path("Memory").asLong()).isEqualTo(67108864);
    assertThat(look(0).path("Memory").asLong()).isEqualTo(67108864);
  }
}
