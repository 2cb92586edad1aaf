import Engine
import Testing

@testable import Import

/// The formats of public data sets: their own headers, and rows as they have them.
struct PresetTests {
  @Test func `Alibaba's trace of image generation`() throws {
    let result = try Imported(
      .gentd26,
      [
        """
        gmt_create,predict_type,predict_status,exec_time_seconds,groupId,prompt_length,negative_prompt_length,num_images_per_prompt,num_inference_steps,checkpoint_model_version_id,num_lora
        2024-12-03 00:00:06,TXT_2_IMG,SUCCEED,32.0,G1,63.0,26.0,1.0,30.0,M0000,0
        2024-12-03 00:00:08,TXT_2_IMG,SUCCEED,0.0,G1,93.0,,1.0,40.0,M0001,0
        2024-12-03 00:00:09,TXT_2_IMG,FAILED,5.0,G1,93.0,,1.0,40.0,,0
        2024-12-03 00:01:00,IMG_2_IMG,SUCCEED,43.0,G2,93.0,,8.0,40.0,M0001,2

        """
      ])
    #expect(result.models == [["M0000"], ["M0001"]])
    #expect(result.seconds == [[32], [43]])
    #expect(result.times[1] - result.times[0] == 54_000_000)
    #expect(
      result.summary.dropped.map { "\($0.count) \($0.reason)" }
        == ["1 took 0 s", "1 predict_status is not SUCCEED"])
    // Loads and switches take as long as the data set's median.
    let (models, hardware) = (result.scenario.models, result.scenario.hardware)
    #expect(models[0].loadTimeSeconds == 22.7)
    let moved = models[0].memoryGB + models[1].memoryGB
    #expect(moved / hardware.pcieBandwidthGBPerSecond + hardware.switchOverheadSeconds == 22.7)
  }

  @Test func `a preset can be overridden`() throws {
    let text = """
      gmt_create,predict_status,exec_time_seconds,groupId,checkpoint_model_version_id
      2024-12-03 00:00:06,FAILED,32.0,G1,M0000

      """
    let result = try Imported(.gentd26, [text]) { settings, _ in
      settings.model = "groupId"
      settings.conditions = [ColumnCondition(column: "predict_status", value: "FAILED")]
    }
    #expect(result.models == [["G1"]])
  }

  @Test func `Azure's trace, the first fifty rows`() throws {
    let folder = try TemporaryFolder()
    let path = try fixture("azure/conv.csv")
    let summary = try Importer(ImportSettings(format: .azureLLM, files: [path]))
      .run(to: folder.path("out"))
    #expect((summary.rowCount, summary.keptCount) == (50, 50))
    #expect(summary.assumptions.contains("model llm for every call"))
    #expect(
      try folder.text("out/workflow_requests.yaml").contains(
        """
        {request_id: r1, timestamp: "2023-11-16T18:15:46.680590", workflow_id: llm, \
        node_execution_times: {call: \(374.0 / 5000 + 44.0 / 50)}}
        """))
  }

  @Test func `Azure's trace of 2025 has images, too`() throws {
    let result = try Imported(
      .azureLLM,
      ["TIMESTAMP,NumImages,ContextTokens,GeneratedTokens\n2024-10-15 00:00:01,2,1000,100\n"])
    #expect(result.seconds == [[2.2]])
  }

  @Test func `Mooncake's trace, the first twelve lines`() throws {
    let folder = try TemporaryFolder()
    let path = try fixture("mooncake/conversation.jsonl")
    let summary = try Importer(ImportSettings(format: .mooncake, files: [path]))
      .run(to: folder.path("out"))
    #expect((summary.rowCount, summary.keptCount) == (12, 12))
    #expect(try folder.text("out/workflow_requests.yaml").contains("\(6758.0 / 5000 + 500.0 / 50)"))
  }

  @Test func `Mooncake's times are milliseconds`() throws {
    let result = try Imported(
      .mooncake,
      [
        """
        {"timestamp": 27482, "input_length": 5000, "output_length": 50, "hash_ids": [46, 47]}
        {"timestamp": 30535, "input_length": 5000, "output_length": 100, "hash_ids": []}

        """
      ])
    #expect(result.times == [27_482_000, 30_535_000])
    #expect(result.seconds == [[2], [3]])
  }

  @Test func `BurstGPT before and after its elapsed times`() throws {
    let first = try Imported(
      .burstgpt,
      [
        """
        Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type
        5,ChatGPT,5000,50,490,Conversation log
        45,GPT-4,1087,0,1317,Conversation log

        """
      ])
    #expect(first.seconds == [[2]])
    #expect(first.summary.dropped.map(\.reason) == ["failed: the answer has no tokens"])
    let second = try Imported(
      .burstgpt,
      [
        """
        Timestamp,Session ID,Elapsed time,Model,Request tokens,Response tokens,Total tokens,Log Type
        19440110.0,1722ac82,43,GPT-4,906,446,1352,Conversation log
        19440161.0,d5983bf9,2,ChatGPT,36,29,65,Conversation log

        """
      ])
    #expect(second.seconds == [[43], [2]])
    #expect(second.models == [["GPT-4"], ["ChatGPT"]])
    #expect(!second.configuration.contains("tokens_per_second"))
  }

  @Test func `llama-swap's activity table; failed calls are dropped`() throws {
    let result = try Imported(
      .llamaSwap,
      [
        """
        id,ts_created,model_id,req_path,resp_status_code,input_tokens,output_tokens,duration_ms,error_msg
        1,1764000000,qwen3-8b,/v1/chat/completions,200,120,80,2345,
        2,1764000007,sd-xl,/v1/images,500,0,0,12,upstream closed

        """
      ])
    #expect(result.times == [1_764_000_000_000_000])
    #expect(result.seconds == [[2.345]])
    #expect(result.summary.dropped.map(\.reason) == ["failed: there is an error message"])
  }
}
