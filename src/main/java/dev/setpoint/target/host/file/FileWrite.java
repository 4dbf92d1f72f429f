package dev.setpoint.target.host.file;

import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.target.host.machine.HostException;
import dev.setpoint.target.host.machine.Machine;
import dev.setpoint.target.host.machine.Stat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts a new file in the place of what is at a path: written beside it, with its owner and mode,
 * accepted by its own check, on the disk, and only then renamed. A crash at any point leaves the
 * old one or the new one.
 */
record FileWrite(Machine machine, Path path, Access access) {
  private static final Duration CHECK_WITHIN = Duration.ofSeconds(30);
  private static final String STANDS_FOR = "%";

  void write(byte[] content, Optional<Stat> before, List<String> validate) throws IOException {
    Path half = Half.of(path);
    Files.deleteIfExists(half);
    try {
      var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      var closed =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      try (var channel = FileChannel.open(half, options, closed)) {
        var bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        access.apply(half, access.modeOr(modeOf(before)));
        channel.force(true);
      }
      validate(half, validate);
      replace(half);
    } finally {
      Files.deleteIfExists(half);
    }
  }

  private static String modeOf(Optional<Stat> before) {
    return before.filter(Stat::isRegular).map(Stat::mode).orElse("0644");
  }

  void link(String target) throws IOException {
    Path half = Half.of(path);
    Files.deleteIfExists(half);
    try {
      Files.createSymbolicLink(half, Path.of(target));
      access.own(half);
      replace(half);
    } finally {
      Files.deleteIfExists(half);
    }
  }

  private void replace(Path half) throws IOException {
    machine.attic().keep(path);
    Files.move(half, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path parent = path.getParent();
    if (parent != null) {
      try (var directory = FileChannel.open(parent, StandardOpenOption.READ)) {
        directory.force(true);
      }
    }
  }

  private void validate(Path half, List<String> command) {
    if (command.isEmpty()) {
      return;
    }
    var filled =
        command.stream().map(each -> each.equals(STANDS_FOR) ? half.toString() : each).toList();
    var result = machine.programs().run(filled, CHECK_WITHIN);
    if (!result.worked()) {
      throw new HostException(
          FailureReason.VALIDATION_FAILED,
          "%s does not accept the new content, the old one stays: %s; correct it in git"
              .formatted(
                  command.getFirst(), result.complaint().replace(half.toString(), "the file")),
          true);
    }
  }
}
