-- A session in Neovim: attach, findings, completion, a fix, and a stop that leaves no server.
-- usage: nvim --headless --clean -S neovim.lua   with MUBIAO_SHEET and mubiao on PATH
local function wait(what, test)
  if not vim.wait(20000, test, 20) then
    io.stderr:write("waited in vain for " .. what .. "\n")
    vim.cmd("cquit 1")
  end
end

vim.cmd("edit " .. vim.env.MUBIAO_SHEET)
local buffer = vim.api.nvim_get_current_buf()
assert(vim.bo.filetype == "mubiao", "the file type is " .. vim.bo.filetype)
local client
wait("a client", function()
  client = vim.lsp.buf_get_clients(buffer)[vim.g.mubiao_client or next(vim.lsp.buf_get_clients(buffer))]
  return client ~= nil
end)
wait("findings", function() return #vim.diagnostic.get(buffer) > 50 end)

local function request(method, params)
  local answers = assert(vim.lsp.buf_request_sync(buffer, method, params, 10000))
  for _, answer in pairs(answers) do
    assert(answer.error == nil, vim.inspect(answer.error))
    return answer.result
  end
end

local document = { uri = vim.uri_from_bufnr(buffer) }
local rows = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
assert(rows[17]:find("\t\t=", 1, true), "row 17 is not damaged")
local place = { line = 16, character = 20 }
local actions = request("textDocument/codeAction", {
  textDocument = document,
  range = { start = { line = 16, character = 0 }, ["end"] = { line = 16, character = 30 } },
  context = { diagnostics = vim.lsp.diagnostic and {} or {} },
})
local fix
for _, action in ipairs(actions or {}) do
  if action.isPreferred then fix = action break end
end
assert(fix, "no preferred fix: " .. vim.inspect(actions))
if not fix.edit then fix = request("codeAction/resolve", fix) end
vim.lsp.util.apply_workspace_edit(fix.edit, client.offset_encoding)
local mended = vim.api.nvim_buf_get_lines(buffer, 16, 17, false)[1]
assert(mended == "\t\t整体工作完成情况\t工作完成及时率\t=\t100\t%\t2021-12", mended)

vim.api.nvim_buf_set_lines(buffer, 17, 18, false, { "\t\t\tyszxl" })
local list = request("textDocument/completion", { textDocument = document, position = { line = 17, character = 8 } })
local items = list.items or list
local found = false
for _, item in ipairs(items) do found = found or item.label:find("预算执行率", 1, true) ~= nil end
assert(found, "no 预算执行率 among " .. #items .. " completions")

local id = client.id
vim.lsp.stop_client(id)
wait("the end of the client", function() return vim.lsp.client_is_stopped(id) end)
io.stdout:write("neovim: ok\n")
vim.cmd("quitall!")
