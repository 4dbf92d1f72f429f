package dev.setpoint.source;

import dev.setpoint.source.guard.IsolatedGit;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;

/**
 * A bare repository on this machine for trying things out: made from a directory of files, with a
 * working copy from which people push with their own git.
 *
 * @param bare directory of the bare repository
 */
public record LocalRepository(Path bare) {
  private static final String BRANCH = "main";
  private static final String NAME = "Setpoint";
  private static final String EMAIL = "setpoint@localhost";

  /**
   * Makes a bare repository whose branch {@code main} holds one commit with these files.
   *
   * @param bare directory to make; must not exist or be empty
   * @param files directory to take the files from; its own {@code .git} is left out
   * @param message of the commit
   * @param clock for the time of the commit
   */
  public static LocalRepository create(Path bare, Path files, String message, InstantSource clock)
      throws IOException {
    IsolatedGit.ensure();
    try (Git git =
        Git.init()
            .setBare(true)
            .setInitialBranch(BRANCH)
            .setGitDir(bare.toFile())
            .setDirectory(bare.toFile())
            .call()) {
      commit(git.getRepository(), files, message, clock);
    } catch (GitAPIException e) {
      throw new IOException("the repository " + bare + " cannot be made: " + e.getMessage(), e);
    }
    return new LocalRepository(bare.toAbsolutePath().normalize());
  }

  /**
   * Makes a working copy with {@code origin} pointing here, on the branch {@code main}, and with a
   * name and address of its own so that committing needs no further set-up.
   *
   * @param workingCopy directory to make; must not exist or be empty
   */
  public void cloneTo(Path workingCopy) throws IOException {
    IsolatedGit.ensure();
    try (Git git =
        Git.cloneRepository()
            .setURI(bare.toString())
            .setDirectory(workingCopy.toFile())
            .setBranch(BRANCH)
            .call()) {
      StoredConfig config = git.getRepository().getConfig();
      config.setString("user", null, "name", NAME);
      config.setString("user", null, "email", EMAIL);
      config.save();
    } catch (GitAPIException e) {
      throw new IOException(
          "the working copy " + workingCopy + " cannot be made: " + e.getMessage(), e);
    }
  }

  private static void commit(Repository repository, Path files, String message, InstantSource clock)
      throws IOException {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      PersonIdent who = new PersonIdent(NAME, EMAIL, clock.instant(), ZoneOffset.UTC);
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(insertTree(inserter, files));
      commit.setAuthor(who);
      commit.setCommitter(who);
      commit.setMessage(message);
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      RefUpdate update = repository.updateRef(Constants.R_HEADS + BRANCH);
      update.setNewObjectId(id);
      RefUpdate.Result result = update.update();
      if (result != RefUpdate.Result.NEW) {
        throw new IOException("the branch " + BRANCH + " cannot be made: " + result);
      }
    }
  }

  private static ObjectId insertTree(ObjectInserter inserter, Path root) throws IOException {
    DirCacheBuilder index = DirCache.newInCore().builder();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean isGit = directory.equals(root.resolve(Constants.DOT_GIT));
            return isGit ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              index.add(entryOf(inserter, root.relativize(file).toString(), file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    index.finish();
    return index.getDirCache().writeTree(inserter);
  }

  private static DirCacheEntry entryOf(ObjectInserter inserter, String path, Path file)
      throws IOException {
    DirCacheEntry entry = new DirCacheEntry(path);
    entry.setFileMode(Files.isExecutable(file) ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE);
    entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, Files.readAllBytes(file)));
    return entry;
  }
}
