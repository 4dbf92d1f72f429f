package dev.setpoint.cli.demo;

import dev.setpoint.cli.demo.DemoPorts.RepositoryMaker;
import dev.setpoint.cli.session.CliFailure;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The data directory of a demo, with its repository and working copy. */
record DemoDirectory(DemoOptions options) {

  /** Makes it, or takes it up again; refuses one that somebody else uses. */
  void prepare() throws IOException {
    Path data = options.data();
    if (Files.exists(options.mark())) {
      return;
    }
    if (Files.isDirectory(data) && !isEmpty(data)) {
      throw CliFailure.usage(
          "DataDirectoryTaken",
          data + " holds the data of another installation.",
          "Name an empty or new directory with --data DIR, so that --clean can remove it whole.");
    }
    Files.createDirectories(options.mark().toAbsolutePath().getParent());
    Files.writeString(options.mark(), "'setpoint demo --clean' removes this directory whole.\n");
  }

  /** Makes the repository and the working copy, unless they are there. */
  void makeRepository(RepositoryMaker maker) throws IOException {
    if (Files.isDirectory(options.bare()) && Files.isDirectory(options.work())) {
      return;
    }
    if (!Files.isDirectory(options.samples())) {
      throw CliFailure.unknown(
          "NoSamples",
          "The manifests of the demo are not at " + options.samples() + ".",
          "Run ./setpoint demo from the checkout, or set SETPOINT_HOME to it.");
    }
    remove(options.bare());
    remove(options.work());
    maker.make(options.samples(), options.bare(), options.work());
  }

  /** Removes the whole data directory when the demo made it; says whether there was one. */
  boolean remove() throws IOException {
    if (!Files.exists(options.mark())) {
      return false;
    }
    remove(options.data());
    return true;
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }

  private static void remove(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
