package dev.setpoint.api;

import dev.setpoint.controller.Control;
import dev.setpoint.controller.SourceStatus;
import dev.setpoint.controller.nodes.FleetPage;
import dev.setpoint.controller.nodes.FleetQuery;
import dev.setpoint.fleet.CorrectionNews;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.yaml.Problem;
import dev.setpoint.reconcile.CorrectionHistory.Answer;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.plan.Request;
import dev.setpoint.reconcile.plan.Request.Wish;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A controller that says what a test lets it say, and remembers what it was told. */
public final class FakeControl implements Control {
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<Consumer<CorrectionNews>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable RepositoryTree> plannedWith = new AtomicReference<>();
  private final ControlledWorld world;

  public FakeControl(ControlledWorld world) {
    this.world = world;
  }

  /** What it was told to do, as sentences. */
  public List<String> told() {
    return new ArrayList<>(told);
  }

  /** The tree of the last plan. */
  public @Nullable RepositoryTree plannedWith() {
    return plannedWith.get();
  }

  /** How many listen. */
  public int listeners() {
    return listeners.size();
  }

  /** Tells all that listen. */
  public void tell(CorrectionNews news) {
    listeners.forEach(listener -> listener.accept(news));
  }

  @Override
  public SourceStatus source() {
    return world.source();
  }

  @Override
  public List<NodeReport> nodes() {
    return world.nodes();
  }

  @Override
  public List<Suspension> suspensions(String node) {
    return world.suspensions();
  }

  @Override
  public Explained explain(ResourceId id, FleetQuery query) {
    return new Explained(
        world.explanations().stream()
            .filter(e -> e.report() != null && e.report().id().equals(id))
            .filter(e -> query.node().isEmpty() || query.node().equals(e.node()))
            .toList(),
        "");
  }

  @Override
  public PlanResult plan(@Nullable RepositoryTree tree, FleetQuery query) {
    plannedWith.set(tree);
    if (tree != null && tree.find("broken.yaml").isPresent()) {
      return new PlanResult.Refused(
          List.of(
              new Problem(
                  "broken.yaml",
                  3,
                  7,
                  "unknown key 'imgae'",
                  "a misspelt key would be ignored silently",
                  "write 'image'")));
    }
    return new PlanResult.Planned(
        world.plans().stream()
            .filter(plan -> query.node().isEmpty() || query.node().equals(plan.node()))
            .toList(),
        List.of(),
        "");
  }

  @Override
  public Optional<Answer> ask(String node, ResourceId id, Wish wish, String by, String why) {
    told.add("%s of %s on %s by %s: %s".formatted(wish, id, node, by, why));
    boolean done = wish instanceof Request.Reset;
    return Optional.of(
        done
            ? new Answer("7", Worlds.NOW, "Corrected", null, "reset, with empty volume/data", 1840)
            : new Answer(
                "7",
                Worlds.NOW,
                "Skipped",
                FailureReason.NO_WAY_BACK,
                id + ": only an Instance keeps its former one; revert the commit in git instead",
                0));
  }

  @Override
  public void suspend(
      String node, @Nullable ResourceId id, String by, String why, @Nullable Instant until) {
    told.add("suspend %s %s by %s: %s until %s".formatted(node, id, by, why, until));
  }

  @Override
  public boolean resume(String node, @Nullable ResourceId id, String by) {
    told.add("resume %s %s by %s".formatted(node, id, by));
    return id == null || !id.name().equals("db");
  }

  @Override
  public void acceptRewrite(String commitId, String by) {
    told.add("accept %s by %s".formatted(commitId, by));
  }

  @Override
  public void sync() {
    told.add("sync");
  }

  @Override
  public AutoCloseable listen(Consumer<CorrectionNews> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public Approved approve(String what, String by) {
    told.add("approve " + what + " by " + by);
    return new Approved(!what.startsWith("nothing"), what, "it is approved");
  }

  @Override
  public FleetPage fleet(FleetQuery query) {
    var found =
        world.standings().stream()
            .filter(each -> query.node().isEmpty() || each.node().equals(query.node()))
            .filter(each -> each.node().compareTo(query.after()) > 0)
            .toList();
    boolean more = found.size() > query.limit();
    var page = more ? found.subList(0, query.limit()) : found;
    return new FleetPage(page, more ? page.getLast().node() : "");
  }
}
