package dev.setpoint.manifest.container;

import org.jspecify.annotations.Nullable;

/**
 * A file of the repository that stands in the container, compared by content.
 *
 * <pre>
 * files:
 *   - {path: /www/index.html, from: files/index.html, mode: "0644", owner: "0:0", onChange: none}
 *   - {path: /etc/nginx/nginx.conf, from: files/nginx.conf, onChange: signal, signal: SIGHUP}
 * </pre>
 *
 * @param path absolute path in the container
 * @param from path in the repository
 * @param mode permission bits as a number, such as 0644 octal
 * @param uid numeric owner
 * @param gid numeric group
 * @param onChange what follows when content, owner or mode differ
 * @param signal signal for {@link OnChange#SIGNAL}, else null
 */
public record ContainerFile(
    String path,
    String from,
    int mode,
    int uid,
    int gid,
    OnChange onChange,
    @Nullable String signal) {
  /** What follows when the file differs. */
  public enum OnChange {
    /** A new container takes the place of the old one. */
    REPLACE,
    /** The file is written, then the container restarts. */
    RESTART,
    /** The file is written, then the process gets a signal. */
    SIGNAL,
    /** The file is written; the process sees it by itself. */
    NONE
  }
}
