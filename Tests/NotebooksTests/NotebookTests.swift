import Testing

@testable import Notebooks

@Suite struct NotebookTests {
    @Test func smoke() {
        let notebook = Notebook(parsing: NotebookSource(name: "a.md", text: "# T\n\nA {{ parameters.x | fixed 2 }} b_c `{{ no }}` *{{ x.y_z }}*\n\n> - ```halt\n>   #| label: a\n>   train epochs={{ parameters.x }} \\\n>      foo=\"a {{ b }}\"\n>   expect a.b >= 3\n>   ```\n"))
        print(notebook)
    }
}
