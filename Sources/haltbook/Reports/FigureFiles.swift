import Figures
import Files

/// The files of figures in a folder: `training-1.svg`, `.csv` and, where it can be made, `.png`.
struct FigureFiles {
    let folder: String

    /// All drawings and data are written before the first image, which needs another program.
    func write(_ figures: [(name: String, figure: Figure)]) throws(FileProblem) {
        let drawings = figures.map { (name: $0.name, svg: $0.figure.svgFile, csv: $0.figure.csv) }
        for drawing in drawings {
            try SafeFile.write(drawing.svg, to: "\(folder)/\(drawing.name).svg")
            try SafeFile.write(drawing.csv, to: "\(folder)/\(drawing.name).csv")
        }
        for drawing in drawings {
            do throws(ImageProblem) {
                try writeImage(of: drawing.svg, to: "\(folder)/\(drawing.name).png")
            } catch {
                if case .file(let problem) = error { throw problem }
                Terminal.complain("haltbook: warning: \(error)")
                if case .noProgram = error { return }
            }
        }
    }

    private enum ImageProblem: Error, CustomStringConvertible {
        case noProgram
        case refused(String)
        case file(FileProblem)

        var description: String {
            switch self {
            case .noProgram:
                "no PNG files are made of the figures: rsvg-convert is not installed (Debian's package librsvg2-bin)"
            case .refused(let path): "rsvg-convert could not make \(path)"
            case .file(let problem): "\(problem)"
            }
        }
    }

    /// At two and a half pixels a unit, 1005 wide. The program works in a folder of its own, so that what it leaves half done is not
    /// taken for an image.
    private func writeImage(of svg: String, to path: String) throws(ImageProblem) {
        do {
            let place = try TemporaryFolder()
            let image = try withExtendedLifetime(place) {
                try SafeFile.write(svg, to: "\(place.path)/figure.svg")
                let arguments = [
                    "--zoom=2.5", "--format=png", "--output=\(place.path)/figure.png", "\(place.path)/figure.svg",
                ]
                guard let code = InstalledProgram("rsvg-convert").run(arguments) else { throw ImageProblem.noProgram }
                guard code == 0 else { throw ImageProblem.refused(path) }
                return try SafeFile.read("\(place.path)/figure.png")
            }
            try SafeFile.write(image, to: path)
        } catch let problem as FileProblem {
            throw .file(problem)
        } catch let problem as ImageProblem {
            throw problem
        } catch {
            throw .refused(path)
        }
    }
}
