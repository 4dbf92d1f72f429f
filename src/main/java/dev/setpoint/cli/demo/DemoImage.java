package dev.setpoint.cli.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The small image of the demo: one static busybox under the names of its applets. */
final class DemoImage {
  static final String REPOSITORY = "setpoint.demo/busybox";
  static final List<String> TAGS = List.of("1", "2");

  private static final List<Path> PLACES =
      List.of(Path.of("/bin/busybox"), Path.of("/usr/bin/busybox"));
  private static final List<String> APPLETS =
      List.of(
          "[",
          "awk",
          "cat",
          "chmod",
          "chown",
          "cp",
          "cut",
          "date",
          "df",
          "dirname",
          "du",
          "echo",
          "env",
          "expr",
          "false",
          "find",
          "free",
          "grep",
          "head",
          "hostname",
          "httpd",
          "id",
          "ifconfig",
          "ip",
          "kill",
          "killall",
          "ln",
          "ls",
          "mkdir",
          "mktemp",
          "mount",
          "mv",
          "nc",
          "netstat",
          "nslookup",
          "ping",
          "printf",
          "ps",
          "pwd",
          "readlink",
          "rm",
          "rmdir",
          "sed",
          "seq",
          "sh",
          "sleep",
          "sort",
          "stat",
          "sync",
          "tail",
          "tar",
          "tee",
          "test",
          "timeout",
          "top",
          "touch",
          "tr",
          "true",
          "umount",
          "uname",
          "uniq",
          "uptime",
          "vi",
          "wc",
          "wget",
          "which",
          "whoami",
          "xargs",
          "yes");

  private static final Pattern ID = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final int ELF_MAGIC = 0x7f454c46;
  private static final int ELF_64 = 2;
  private static final int INTERPRETER = 3;

  private DemoImage() {}

  /** The static busybox of this machine, if it has one. */
  static Optional<Path> busybox() {
    return PLACES.stream().filter(DemoImage::isStatic).findFirst();
  }

  /** Tags that the engine lacks. */
  static List<String> missing(EngineCall engine) throws IOException {
    var missing = new ArrayList<String>();
    for (String tag : TAGS) {
      if (!engine.get("/images/" + REPOSITORY + ":" + tag + "/json").isFine()) {
        missing.add(tag);
      }
    }
    return missing;
  }

  /** Imports the image under a tag; in two steps, since Podman 4.3 forgets the tag of an import. */
  static void make(EngineCall engine, Path busybox, String tag) throws IOException {
    byte[] files = rootFileSystem(Files.readAllBytes(busybox), tag);
    var imported = engine.post("/images/create?fromSrc=-", files);
    Matcher id = ID.matcher(imported.body());
    if (!imported.isFine() || !id.find()) {
      throw new IOException("the engine did not take the image: " + imported.body().strip());
    }
    String name = "?repo=" + EngineCall.encoded(REPOSITORY) + "&tag=" + tag;
    var tagged = engine.postJson("/images/" + id.group() + "/tag" + name, "");
    if (!tagged.isFine()) {
      throw new IOException("the engine did not name the image: " + tagged.body().strip());
    }
  }

  static byte[] rootFileSystem(byte[] busybox, String tag) {
    var tar = new TarFile();
    List.of("bin", "dev", "etc", "proc", "root", "run", "sys", "var", "www")
        .forEach(directory -> tar.directory(directory, 0755));
    tar.directory("tmp", 01777).file("bin/busybox", 0755, busybox);
    APPLETS.forEach(applet -> tar.link("bin/" + applet, "busybox"));
    return tar.link("usr", ".")
        .link("sbin", "bin")
        .text("etc/passwd", "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n")
        .text("etc/group", "root:x:0:\nnogroup:x:65534:\n")
        .text("www/version.txt", "version " + tag + " of the image\n")
        .toBytes();
  }

  /** Whether a program needs no loader: its ELF header names no interpreter. */
  static boolean isStatic(Path program) {
    try {
      return Files.isRegularFile(program) && isStatic(ByteBuffer.wrap(Files.readAllBytes(program)));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isStatic(ByteBuffer elf) {
    if (elf.limit() < 64 || elf.getInt(0) != ELF_MAGIC || elf.get(4) != ELF_64) {
      return false;
    }
    elf.order(elf.get(5) == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int table = (int) elf.getLong(32);
    int size = Short.toUnsignedInt(elf.getShort(54));
    int count = Short.toUnsignedInt(elf.getShort(56));
    for (int i = 0; i < count && table + (i + 1) * size <= elf.limit(); i++) {
      if (elf.getInt(table + i * size) == INTERPRETER) {
        return false;
      }
    }
    return true;
  }
}
