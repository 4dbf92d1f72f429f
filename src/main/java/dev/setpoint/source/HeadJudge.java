package dev.setpoint.source;

import dev.setpoint.manifest.Revision;
import dev.setpoint.source.guard.NameRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a fetched head may follow the last accepted one, and lists its files. The order
 * is: same branch, descent, a well-formed commit, the followed path, and what lies below it.
 */
final class HeadJudge {
  private static final int MAX_FINDINGS_IN_MESSAGE = 3;

  private final GitStore store;
  private final SourceSettings settings;

  HeadJudge(GitStore store, SourceSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  /**
   * Judges a head that is whole in the store.
   *
   * @param previous listing that unchanged parts are taken from
   * @throws TransferFailure with the reason why it is not taken
   */
  SourceResult judge(RemoteRepository.Head head, TreeExaminer.Listing previous) throws IOException {
    RevCommit commit = commitOf(head.id());
    store.keepCandidate(head.id());
    AcceptedHead accepted = store.accepted();
    if (!accepted.permitted().equals(head.id().name())) {
      requireSameBranch(accepted, head);
      requireDescent(accepted, head.id());
    }
    requireWellFormed(commit);
    TreeExaminer.Listing listing = list(commit, previous);
    if (!listing.findings().isEmpty()) {
      return unsafe(commit, listing.findings());
    }
    if (listing.files().isEmpty()) {
      throw new TransferFailure(SourceFailure.EMPTIED, shownPath() + " at " + shortId(commit));
    }
    return new SourceResult.Advanced(treeOf(commit, listing));
  }

  /** The tree of a commit that was accepted before; empty when it would no longer be. */
  Optional<GitTree> reread(ObjectId id) throws IOException {
    try {
      RevCommit commit = commitOf(id);
      TreeExaminer.Listing listing = list(commit, TreeExaminer.Listing.empty());
      boolean good = listing.findings().isEmpty() && !listing.files().isEmpty();
      return good ? Optional.of(treeOf(commit, listing)) : Optional.empty();
    } catch (TransferFailure _) {
      return Optional.empty(); // other limits or another path than then: the head is judged anew
    }
  }

  private RevCommit commitOf(ObjectId id) throws IOException {
    try {
      return store.commit(id);
    } catch (IncorrectObjectTypeException _) {
      throw new TransferFailure(SourceFailure.BRANCH_NOT_COMMIT, id.name());
    }
  }

  private void requireSameBranch(AcceptedHead accepted, RemoteRepository.Head head)
      throws TransferFailure {
    boolean followsDefault = settings.branch().isEmpty();
    if (followsDefault
        && !accepted.branch().isEmpty()
        && !accepted.branch().equals(head.branch())) {
      throw new TransferFailure(
          SourceFailure.DEFAULT_BRANCH_CHANGED,
          "from " + shortBranch(accepted.branch()) + " to " + shortBranch(head.branch()));
    }
  }

  private void requireDescent(AcceptedHead accepted, ObjectId head) throws IOException {
    Optional<ObjectId> last = accepted.id();
    if (last.isEmpty() || store.descends(head, last.get())) {
      return;
    }
    String how = store.descends(last.get(), head) ? "it moved back" : "it was rewritten";
    throw new TransferFailure(
        SourceFailure.REWRITTEN, how + " from " + last.get().name() + " to " + head.name());
  }

  /** Git itself tolerates a second tree or author line, and readers then differ on what it says. */
  private static void requireWellFormed(RevCommit commit) throws TransferFailure {
    String raw = new String(commit.getRawBuffer(), StandardCharsets.ISO_8859_1);
    int end = raw.indexOf("\n\n");
    List<String> keys =
        (end < 0 ? raw : raw.substring(0, end))
            .lines()
            .filter(line -> !line.startsWith(" "))
            .map(line -> line.replaceFirst(" .*", ""))
            .toList();
    for (String once : List.of("tree", "author", "committer", "encoding")) {
      if (keys.stream().filter(once::equals).count() > 1) {
        throw malformed(commit, "has more than one " + once + " line");
      }
    }
    if (keys.lastIndexOf("parent") > keys.indexOf("author")) {
      throw malformed(commit, "names a parent after its author");
    }
  }

  private static TransferFailure malformed(RevCommit commit, String what) {
    return new TransferFailure(
        SourceFailure.MALFORMED_OBJECTS, "commit " + shortId(commit) + " " + what);
  }

  private TreeExaminer.Listing list(RevCommit commit, TreeExaminer.Listing previous)
      throws IOException {
    try (ObjectReader reader = store.reader()) {
      ObjectId root = rootOf(reader, commit);
      return new TreeExaminer(reader, settings.limits(), previous).examine(root);
    }
  }

  private ObjectId rootOf(ObjectReader reader, RevCommit commit) throws IOException {
    if (settings.path().isEmpty()) {
      return commit.getTree();
    }
    try (TreeWalk at = TreeWalk.forPath(reader, settings.path(), commit.getTree())) {
      if (at != null && FileMode.TREE.equals(at.getRawMode(0))) {
        return at.getObjectId(0);
      }
    }
    throw new TransferFailure(SourceFailure.PATH_MISSING, shownPath() + " at " + shortId(commit));
  }

  private SourceResult unsafe(RevCommit commit, List<SourceResult.Finding> findings) {
    String detail = "at " + shortId(commit) + ": " + some(findings);
    return new SourceResult.Held(
        SourceFailure.UNSAFE_TREE,
        SourceFailure.UNSAFE_TREE.message(settings.address().shown(), detail),
        findings);
  }

  /** The first findings as text, and how many there are besides. */
  static String some(List<SourceResult.Finding> findings) {
    String first =
        findings.stream()
            .limit(MAX_FINDINGS_IN_MESSAGE)
            .map(SourceResult.Finding::toString)
            .collect(Collectors.joining("; "));
    int more = findings.size() - MAX_FINDINGS_IN_MESSAGE;
    return first + (more > 0 ? "; " + more + " more" : "");
  }

  private GitTree treeOf(RevCommit commit, TreeExaminer.Listing listing) {
    return new GitTree(revisionOf(commit), listing, settings.limits(), store::reader);
  }

  private static Revision revisionOf(RevCommit commit) {
    PersonIdent author = commit.getAuthorIdent();
    PersonIdent committer = commit.getCommitterIdent();
    return new Revision(
        commit.name(),
        author == null ? "" : shown(author),
        NameRules.printable(commit.getShortMessage()),
        timeOf(committer));
  }

  private static Instant timeOf(@Nullable PersonIdent committer) {
    return committer == null ? Instant.EPOCH : committer.getWhenAsInstant();
  }

  private static String shown(PersonIdent author) {
    return NameRules.printable(author.getName() + " <" + author.getEmailAddress() + ">");
  }

  private String shownPath() {
    return settings.path().isEmpty() ? "the root" : settings.path();
  }

  private static String shortBranch(String full) {
    return NameRules.printable(full.replaceFirst("^refs/heads/", ""));
  }

  private static String shortId(RevCommit commit) {
    return commit.abbreviate(12).name();
  }
}
