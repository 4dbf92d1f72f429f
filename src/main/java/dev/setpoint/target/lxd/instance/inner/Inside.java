package dev.setpoint.target.lxd.instance.inner;

import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.FileInfo;
import dev.setpoint.target.lxd.api.InstanceFile;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.api.Server;
import java.util.Optional;

/**
 * The files of an agent in one running instance, through the server: nothing is run for a look.
 *
 * @param instance where
 */
record Inside(Server server, EntityPath instance) {
  /** Written by the agent, and taken away by systemd when it ends. */
  static final String STATUS = "/run/setpoint-agent/status";

  static final String HOME = "/opt/setpoint-agent";
  static final String STATE = "/var/lib/setpoint-agent";

  /** What is on its way in; gone when it has arrived. */
  static final String INCOMING = HOME + "/incoming";

  /** What runs now. */
  Seen seen() {
    return content(STATUS).map(Seen::of).orElse(Seen.NOBODY);
  }

  /** Whether the program is there and would be the one that is started. */
  boolean hasProgram(String release) {
    boolean leads =
        get(HOME + "/current")
            .filter(file -> file.info().type() == FileInfo.Type.SYMLINK)
            .filter(file -> file.text().strip().endsWith("/releases/" + release))
            .isPresent();
    return leads && server.stat(instance, HOME + "/releases/" + release).isPresent();
  }

  /** Whether what is on the disk has joined as this node, with this controller. */
  boolean hasJoined(Wanted wanted) {
    var lines = content(STATE + "/joined").map(Seen::lines);
    return lines
        .filter(each -> wanted.node().equals(each.get("node")))
        .filter(each -> wanted.controller().equals(each.get("controller")))
        .isPresent();
  }

  /** Makes a directory of root where there is none. */
  void directory(String path, int mode) {
    if (server.stat(instance, path).isEmpty()) {
      server.putFile(instance, path, InstanceFile.directory(0, 0, mode));
    }
  }

  /** Writes a file that root alone can read. */
  void write(String path, String text) {
    var info = FileInfo.file(0, 0, 0600);
    server.putFile(
        instance,
        path,
        InstanceFile.of(info, text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  private Optional<byte[]> content(String path) {
    return get(path)
        .filter(file -> file.info().type() == FileInfo.Type.FILE)
        .map(InstanceFile::content);
  }

  /** What cannot be read is not there for us; a server that does not answer is another matter. */
  private Optional<InstanceFile> get(String path) {
    try {
      return server.getFile(instance, path);
    } catch (LxdException e) {
      if (e.kind() == LxdException.Kind.FAILED || e.kind() == LxdException.Kind.BAD_ANSWER) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
