package dev.setpoint.source.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No configuration outside a repository reaches it. */
class IsolatedGitTest {
  @Test
  void theUsersConfigurationDoesNotReachARepository(@TempDir Path directory)
      throws IOException, ConfigInvalidException {
    IsolatedGit.ensure();
    Files.writeString(
        directory.resolve(".gitconfig"), "[url \"ext::sh\"]\n\tinsteadOf = https://\n");
    FS.DETECTED.setUserHome(directory.toFile());
    SystemReader reader = SystemReader.getInstance();

    assertThat(reader.getUserConfig().getSections()).isEmpty();
    assertThat(reader.getSystemConfig().getSections()).isEmpty();
    assertThat(reader.getJGitConfig().getSections()).isEmpty();
    assertThat(reader.getenv("GIT_CONFIG_NOSYSTEM")).isNull();
    try (FileRepository made = new FileRepository(directory.resolve("r.git").toFile())) {
      made.create(true);
      assertThat(made.getConfig().getSubsections("url")).isEmpty();
    }
  }

  @Test
  void isSetOnlyOnce() {
    IsolatedGit.ensure();
    SystemReader first = SystemReader.getInstance();
    IsolatedGit.ensure();

    assertThat(SystemReader.getInstance()).isSameAs(first).isInstanceOf(IsolatedGit.class);
  }
}
