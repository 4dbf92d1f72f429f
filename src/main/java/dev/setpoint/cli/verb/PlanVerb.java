package dev.setpoint.cli.verb;

import dev.setpoint.api.wire.PlanRequest;
import dev.setpoint.api.wire.PlanRequest.FileContent;
import dev.setpoint.api.wire.PlanView;
import dev.setpoint.cli.session.CliFailure;
import dev.setpoint.cli.session.CliPorts.DirectoryRead;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.text.PlanPage;
import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.manifest.RepositoryTree;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code plan}: what would change. */
public final class PlanVerb implements Verb {
  @Override
  public CommandSpec spec() {
    return Specs.ofNodes(
            Specs.asking(
                Specs.verb(
                    "plan",
                    "What would change, without changing it.",
                    List.of(
                        "The corrections that are due for the revision in force or, with DIR,"
                            + " for the manifests in a local directory, before they are pushed."
                            + " All nodes are asked at the same time. Ends with 1 when something"
                            + " would change or the manifests are not valid, with 3 when a node"
                            + " is away and nothing else is known to change."),
                    "setpoint plan",
                    "setpoint plan . -l role=edge")))
        .addPositional(Specs.parameter(0, "DIR", "0..1", "Directory of manifests to plan with."));
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) {
    var asking = new Asking(parsed, session);
    String directory = parsed.matchedPositionalValue(0, "");
    String body = directory.isEmpty() ? "" : Asking.write(request(session, directory));
    var client = asking.client();
    var pages =
        new Pages<>(
            asking,
            after -> {
              String path = "plan" + asking.nodeQuery(after);
              return body.isEmpty() ? client.get(path) : client.post(path, body);
            },
            PlanView.class,
            PlanView::next);
    return Specs.wantsLines(parsed) ? lines(pages) : whole(asking, pages.all());
  }

  private static ExitCode whole(Asking asking, List<PlanView> pages) {
    var plan =
        new PlanView(
            pages.stream().flatMap(page -> page.nodes().stream()).toList(),
            pages.stream().flatMap(page -> page.unplanned().stream()).toList(),
            pages.getLast().problems(),
            "");
    asking.print(Asking.write(plan), plan, PlanPage::write);
    return code(changes(plan), !plan.unplanned().isEmpty());
  }

  private static ExitCode lines(Pages<PlanView> pages) {
    var changes = new AtomicBoolean();
    var unplanned = new AtomicBoolean();
    pages.each(page -> {
      pages.lines(page.nodes());
      pages.lines(page.unplanned());
      pages.lines(page.problems());
      changes.compareAndSet(false, changes(page));
      unplanned.compareAndSet(false, !page.unplanned().isEmpty());
    });
    return code(changes.get(), unplanned.get());
  }

  private static boolean changes(PlanView plan) {
    return !plan.problems().isEmpty()
        || plan.nodes().stream()
            .anyMatch(node -> !node.corrections().isEmpty() || !node.blocked().isEmpty());
  }

  private static ExitCode code(boolean changes, boolean unplanned) {
    if (changes) {
      return ExitCode.FOUND;
    }
    return unplanned ? ExitCode.UNKNOWN : ExitCode.FINE;
  }

  private static PlanRequest request(Session session, String directory) {
    RepositoryTree tree = read(session, directory);
    long total = tree.files().stream().mapToLong(RepositoryFile::sizeBytes).sum();
    if (tree.files().size() > PlanRequest.MAX_FILES || total > PlanRequest.MAX_BYTES) {
      throw CliFailure.usage(
          "TooLarge",
          directory
              + " holds more than "
              + PlanRequest.MAX_FILES
              + " files or "
              + PlanRequest.MAX_BYTES
              + " bytes.",
          "Name the directory of the manifests alone, or push to a branch and follow that.");
    }
    return new PlanRequest(tree.files().stream().map(file -> content(tree, file)).toList());
  }

  /** The files of a local directory; refused with the reason when it cannot be used. */
  static RepositoryTree read(Session session, String directory) {
    return switch (session.ports().directory().apply(Path.of(directory))) {
      case DirectoryRead.Files(RepositoryTree tree) -> tree;
      case DirectoryRead.Refused(String reason, String message) ->
          throw CliFailure.unknown(
              reason, message, "Name a directory of plain files that you can read.");
    };
  }

  private static FileContent content(RepositoryTree tree, RepositoryFile file) {
    return new FileContent(file.path(), Base64.getEncoder().encodeToString(tree.read(file)));
  }
}
