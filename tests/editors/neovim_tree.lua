-- Neovim reads the sample with the tree-sitter grammar: a tree without an error, colours, folds and an outline.
-- usage: nvim --headless --clean --cmd 'set rtp+=FOLDER' -S neovim_tree.lua   with MUBIAO_SHEET, and parser/ and queries/ in FOLDER

local passed, reason = pcall(function()
  vim.cmd("edit " .. vim.fn.fnameescape(vim.env.MUBIAO_SHEET))
  local buffer = vim.api.nvim_get_current_buf()
  local parser = vim.treesitter.get_parser(buffer, "mubiao")

  local function captures(query)
    local root = parser:parse()[1]:root()
    assert(not root:has_error(), "the tree has an error")
    local get = vim.treesitter.query and vim.treesitter.query.get or vim.treesitter.get_query
    local read, found = get("mubiao", query), {}
    for id, node in read:iter_captures(root, buffer, 0, -1) do
      local row, column = node:start()
      table.insert(found, table.concat({ read.captures[id], row + 1, column }, " "))
    end
    return found
  end

  assert(#captures("highlights") > 800, "there are few colours")
  assert(#captures("folds") == 36, "six sheets of six parts fold, not " .. #captures("folds"))
  assert(#captures("tags") > 250, "the outline is short")
  assert(vim.tbl_contains(captures("highlights"), "keyword 5 0"), "the label in row 5 is none")

  -- A row that is typed is read at once, without the rest of the book.
  vim.api.nvim_buf_set_lines(buffer, 0, 0, true, { "# mubiao: allow-file(short-name)" })
  local found = captures("highlights")
  assert(vim.tbl_contains(found, "keyword.directive 1 10"), "the directive has no colour")
  assert(vim.tbl_contains(found, "keyword 6 0"), "the label did not move")
  vim.treesitter.highlighter.new(parser)
  vim.cmd("redraw")
end)
if not passed then io.stderr:write(reason .. "\n") end
vim.cmd(passed and "quitall!" or "cquit 1")
