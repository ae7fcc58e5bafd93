"""One hostile input and the answer it deserves."""
import os


class Case:
    """`words` in a folder with `files`; `make` prepares what no bytes can say."""

    def __init__(self, name, words, codes, says, files=None, make=None, more=0, is_large=False,
                 leaves=(), megabytes=256):
        self.name, self.words, self.says = name, words, says
        self.codes = (codes,) if isinstance(codes, int) else codes
        self.files, self.make, self.more = files or {}, make, more
        self.is_large, self.leaves, self.megabytes = is_large, leaves, megabytes

    def prepare(self, folder):
        """Writes the files; a value that is a function makes the bytes."""
        for name, content in self.files.items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(content() if callable(content) else content)
        if self.make:
            self.make(folder)
