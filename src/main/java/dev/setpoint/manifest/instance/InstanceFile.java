package dev.setpoint.manifest.instance;

/**
 * A file inside an instance, compared by content, owner and mode.
 *
 * <pre>
 * files:
 *   - {path: /etc/motd, content: "hello\n", mode: "0644", owner: "0:0"}
 *   - {path: /etc/app.conf, from: files/app.conf}
 * </pre>
 *
 * @param path absolute path inside
 * @param mode permission bits as a number, such as 0644 octal
 * @param uid numeric owner inside
 * @param gid numeric group inside
 */
public record InstanceFile(String path, TextSource content, int mode, int uid, int gid) {}
