package dev.setpoint.source.guard;

import java.io.File;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/** Knows the time and the machine, but no configuration and no environment of git. */
public final class IsolatedGit extends SystemReader.Delegate {
  private IsolatedGit(SystemReader real) {
    super(real);
  }

  /**
   * From now on JGit in this process reads no configuration but that of the repositories that it
   * opens. JGit keeps this setting for the whole process; calling again changes nothing.
   */
  public static void ensure() {
    SystemReader present = SystemReader.getInstance();
    if (!(present instanceof IsolatedGit)) {
      SystemReader.setInstance(new IsolatedGit(present));
      // Measuring the file system's clock in the foreground costs the first fetch three seconds.
      FS.FileStoreAttributes.setBackground(true);
    }
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    return new Empty(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return new Empty(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return new Empty(parent, fs);
  }

  // The delegate would answer these with configurations that it opened by itself.

  @Override
  public StoredConfig getUserConfig() {
    return new Empty(null, FS.DETECTED);
  }

  @Override
  public StoredConfig getSystemConfig() {
    return new Empty(null, FS.DETECTED);
  }

  @Override
  public StoredConfig getJGitConfig() {
    return new Empty(null, FS.DETECTED);
  }

  @Override
  public @Nullable String getenv(String variable) {
    boolean steersGit = variable.startsWith("GIT_") || variable.startsWith("XDG_");
    return steersGit ? null : super.getenv(variable);
  }

  /** A configuration file that is never there. */
  private static final class Empty extends FileBasedConfig {
    Empty(@Nullable Config parent, FS fs) {
      super(parent, new File("no-configuration-is-read"), fs);
    }

    @Override
    public void load() {
      // there is nothing to load
    }

    @Override
    public void save() {
      // JGit would store measured file system clocks in the user's home
    }

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
