/// All workflows as flat columns: what the scheduler reads at every event.
struct WorkflowTable: Sendable {
  /// Where the nodes of each workflow begin in the columns below; one more entry than workflows.
  private var firstNodes: [Int32] = [0]
  private var models: [ModelID] = []
  private var dependencyCounts: [Int32] = []
  private var successors: [Int32] = []
  private var firstSuccessors: [Int32] = [0]
  private var roots: [Int32] = []
  private var firstRoots: [Int32] = [0]

  init(_ workflows: [Workflow]) {
    for workflow in workflows {
      models += workflow.nodes.map(\.model)
      dependencyCounts += workflow.dependencyCounts
      for list in workflow.successors {
        successors += list.map(Int32.init)
        firstSuccessors.append(Int32(successors.count))
      }
      roots += workflow.roots
      firstRoots.append(Int32(roots.count))
      firstNodes.append(Int32(models.count))
    }
  }

  func model(of workflow: WorkflowID, node: Int) -> ModelID {
    models[Int(firstNodes[workflow.index]) + node]
  }

  func dependencyCount(of workflow: WorkflowID, node: Int) -> Int32 {
    dependencyCounts[Int(firstNodes[workflow.index]) + node]
  }

  /// The nodes that wait for `node`, ascending.
  func successors(of workflow: WorkflowID, node: Int) -> ArraySlice<Int32> {
    let index = Int(firstNodes[workflow.index]) + node
    return successors[Int(firstSuccessors[index])..<Int(firstSuccessors[index + 1])]
  }

  /// The nodes without dependencies, ascending.
  func roots(of workflow: WorkflowID) -> ArraySlice<Int32> {
    roots[Int(firstRoots[workflow.index])..<Int(firstRoots[workflow.index + 1])]
  }
}
