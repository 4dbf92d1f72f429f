package dev.setpoint.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the demo needs of other rooms; given by the program's entry point.
 *
 * @param engines finds the engines of this machine that answer
 * @param repositories makes the repository to play with
 * @param owner tells what marks the objects of an installation
 */
public record DemoPorts(EngineFinder engines, RepositoryMaker repositories, OwnerFinder owner) {
  /** The images of the samples; no registry has them. */
  public static final List<String> IMAGES =
      DemoImage.TAGS.stream().map(tag -> DemoImage.REPOSITORY + ":" + tag).toList();

  /**
   * An engine that answers.
   *
   * @param name {@code docker} or {@code podman}
   * @param address {@code unix:///path} or {@code tcp://host:port}
   * @param product name and version, for people
   */
  public record FoundEngine(String name, String address, String product) {}

  /** Finds engines. */
  @FunctionalInterface
  public interface EngineFinder {
    /** The engines that answer now, the preferred one first. */
    List<FoundEngine> find(Map<String, String> env);
  }

  /** Makes a repository from a directory of files. */
  @FunctionalInterface
  public interface RepositoryMaker {
    /**
     * Makes a bare repository with one commit, and a working copy that pushes to it.
     *
     * @param files directory to take the files from
     * @param bare directory to make
     * @param work directory to make
     */
    void make(Path files, Path bare, Path work) throws IOException;
  }

  /** Finds the mark of an installation. */
  @FunctionalInterface
  public interface OwnerFinder {
    /**
     * The label that every object of the installation in this data directory carries, as {@code
     * key=value}; empty when it has made nothing yet.
     */
    Optional<String> label(Path dataDirectory) throws IOException;
  }
}
