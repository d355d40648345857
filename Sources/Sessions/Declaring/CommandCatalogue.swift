/// Every command there is, in the order of a session.
package enum CommandCatalogue {
    package static let commands: [any Command.Type] = [
        SetupCommand.self, ConfigCommand.self, DatasetSyntheticCommand.self, DatasetSimulatedCommand.self,
        DatasetResponsesCommand.self, DatasetScoresCommand.self, DatasetGeneratedCommand.self, SplitCommand.self,
        ModelCommand.self, CheckShapesCommand.self, CheckGradientsCommand.self, TrainCommand.self,
        EvaluateCommand.self, CompareCommand.self, CrossvalidateCommand.self, DiagnoseCommand.self, SweepCommand.self,
        CalibrateCommand.self, GenerateCommand.self, PredictDemoCommand.self, PredictCommand.self,
        ImportanceCommand.self, PlotImportanceCommand.self, PlotCorrelationCommand.self, PlotEmbeddingCommand.self,
        PlotSensitivityCommand.self, PlotHistoryCommand.self, SaveCommand.self, LoadCommand.self, ExpectCommand.self,
        ReportedCommand.self,
    ]

    package static func command(named name: String) -> (any Command.Type)? {
        commands.first { $0.name == name }
    }
}
