package dev.setpoint.target.docker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.manifest.ResourceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A write to a limit is noticed, other writes to the same group are not. */
class LimitWatchTest {
  private static final ResourceId WEB = ResourceId.container("web");

  @TempDir private Path root;
  private final BlockingQueue<ResourceId> changed = new ArrayBlockingQueue<>(100);

  private Path write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void noticesAWriteToALimitOnly() throws IOException, InterruptedException {
    write("proc/7/cgroup", "4:memory:/pod/a\n8:pids:/pod/a\n9:name=systemd:/pod/a\n0::/pod/a\n");
    Path limit = write("groups/memory/pod/a/memory.limit_in_bytes", "1");
    Path members = write("groups/memory/pod/a/cgroup.procs", "1");
    try (LimitWatch watch =
        LimitWatch.start(root.resolve("proc"), root.resolve("groups"), changed::add)) {
      watch.saw(WEB, StubEngine.json("{'Id':'abc','State':{'Pid':7}}"));

      Files.writeString(members, "2");
      assertThat(changed.poll(300, TimeUnit.MILLISECONDS)).isNull();
      Files.writeString(limit, "2");
      assertThat(changed.poll(10, TimeUnit.SECONDS)).isEqualTo(WEB);
    }
  }

  @Test
  void saysNothingOfProcessesThatEnded() throws InterruptedException {
    try (LimitWatch watch =
        LimitWatch.start(root.resolve("proc"), root.resolve("groups"), changed::add)) {
      watch.saw(WEB, StubEngine.json("{'Id':'abc','State':{'Pid':8}}"));

      assertThat(changed.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }
  }
}
