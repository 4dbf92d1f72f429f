package dev.setpoint.target.host.file;

import dev.setpoint.target.host.machine.Stat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what with a file.
 *
 * @param mode permission bits in four octal digits, or null when they are left as they are
 */
record Access(@Nullable String mode, int uid, int gid) {
  private static final int OCTAL = 8;

  String modeOr(String other) {
    return mode == null ? other : mode;
  }

  /** The owner first: a change of owner clears the bits that run a program as somebody else. */
  void apply(Path path, String bits) throws IOException {
    own(path);
    Files.setAttribute(path, "unix:mode", Integer.parseInt(bits, OCTAL), LinkOption.NOFOLLOW_LINKS);
  }

  void own(Path path) throws IOException {
    Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
  }

  /** Changes what differs; what was changed. */
  List<String> ensure(Path path, Stat stat) throws IOException {
    var done = new ArrayList<String>();
    if (stat.uid() != uid || stat.gid() != gid) {
      own(path);
      done.add("owner set");
    }
    boolean cleared = !done.isEmpty() && !stat.isLink();
    if (!stat.isLink() && ((mode != null && !stat.mode().equals(mode)) || cleared)) {
      Files.setAttribute(
          path,
          "unix:mode",
          Integer.parseInt(modeOr(stat.mode()), OCTAL),
          LinkOption.NOFOLLOW_LINKS);
      if (mode != null && !stat.mode().equals(mode)) {
        done.add("mode set to " + mode);
      }
    }
    return done;
  }
}
