/// The fields of a log's `summary` besides the statistics, which are `SummaryStatistic`s.
enum SummaryField: String {
  case totalRequests = "total_requests"
  case completedRequests = "completed_requests"
  case totalNodesExecuted = "total_nodes_executed"
  case strandedNodes = "stranded_nodes"
  case mode
  case simulate
  case policy
  case rules
  case gpus
  case makespan
  case totalModelSwitches = "total_model_switches"
  case totalSwitchTime = "total_switch_time"
  case loadsFromDisk = "loads_from_disk"
  case loadsFromHost = "loads_from_host"
  case machine
  case fallbacks
  case timeScale = "time_scale"
  case backend
  case overlap
  case simulatedMakespan = "simulated_makespan"
  case simulatedMeanLatency = "simulated_avg_request_response_time"
  case interrupted
}
